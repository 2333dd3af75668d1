import { OPERATIONS, type Operation, refuse } from '@ridgepoint/engine/operations';
import { nearest } from '@ridgepoint/engine/units';
import { Command, CommanderError } from 'commander';
import { version } from '../package.json';
import { addOperation } from './add-operation.ts';
import { addAccuracy } from './commands/add-accuracy.ts';
import { addBench } from './commands/add-bench.ts';
import { addCalibrate } from './commands/add-calibrate.ts';
import { addLab } from './commands/add-lab.ts';
import { addOpen } from './commands/add-open.ts';
import { addValidate } from './commands/add-validate.ts';
import { addWatch } from './commands/add-watch.ts';
import { addPage, addWeb } from './commands/add-web.ts';
import { examplesOf } from './examples.ts';
import { EXIT } from './exit-codes.ts';
import { type Face, faceOf } from './face.ts';
import { tell } from './faults.ts';

/** Runs one command line and gives the exit code. The commands are the engine's list of operations, and `start`. */
export async function main(words: readonly string[]): Promise<number> {
  const face = faceOf(words, process.env, Boolean(process.stdout.isTTY));
  const outcome = { code: EXIT.ok as number };
  const { program, complete } = programFor(face, outcome);
  try {
    const asked = commandOf(program, words);
    complete(asked);
    if (asked.commands.length > 0 && words.every((word) => fullName(asked).split(' ').includes(word))) {
      asked.outputHelp();
      return EXIT.ok;
    }
    await program.parseAsync(words as string[], { from: 'user' });
    return outcome.code;
  } catch (error) {
    if (!(error instanceof CommanderError)) return tell(error, face);
    if (error.exitCode === 0) return EXIT.ok;
    return tell(refusalOf(error, program, words), face);
  }
}

/** The whole command tree; `complete` gives a command its options, of which there are hundreds in all and few are asked for. */
export function programFor(face: Face, outcome: { code: number }): CommandTree {
  const { help } = face.messages;
  const program = styled(new Command('ridgepoint'), face)
    .description(help.about)
    .version(version, '-V, --version', help.options.version);
  const later = new Map<Command, () => void>();
  program.usage('<command> [options]').addHelpText('after', () => foot(face));
  for (const operation of OPERATIONS as readonly Operation[]) {
    const [first = '', second] = operation.command;
    const parent = second === undefined ? program : (program.commands.find((c) => c.name() === first) ?? group(first));
    const command = styled(new Command(second ?? first), face);
    // `explain serve` stands under a command that has the same options for training.
    parent.enablePositionalOptions().addCommand(command);
    later.set(command, addOperation(command, operation, face, outcome));
  }
  addStart();
  const validate = styled(new Command('validate'), face);
  program.addCommand(validate);
  addValidate(validate, face, outcome);
  const calibrate = styled(new Command('calibrate'), face);
  program.addCommand(calibrate);
  addCalibrate(calibrate, face, outcome);
  const accuracy = styled(new Command('accuracy'), face);
  program.addCommand(accuracy);
  addAccuracy(accuracy, face, outcome);
  const bench = styled(new Command('bench'), face);
  program.addCommand(bench);
  addBench(bench, face, outcome);
  const open = styled(new Command('open'), face);
  program.addCommand(open);
  addOpen(open, face, outcome);
  const lab = styled(new Command('lab'), face).description(face.messages.lab.commands.lab);
  program.addCommand(lab);
  addLab(
    (name) => {
      const command = styled(new Command(name), face);
      lab.addCommand(command);
      return command;
    },
    face,
    outcome,
  );
  const web = styled(new Command('web'), face);
  program.addCommand(web);
  addWeb(web, face, outcome);
  const watch = group('watch');
  addWatch(
    (name, sentence) => {
      const command = styled(new Command(name), face).description(sentence);
      watch.addCommand(command);
      return command;
    },
    face,
    outcome,
  );
  return {
    program,
    complete: (asked) => {
      for (let command: Command | null = asked; command; command = command.parent) later.get(command)?.();
    },
  };

  function group(name: string): Command {
    const sentences = help.commands as Readonly<Record<string, string>>;
    const command = styled(new Command(name), face).description(sentences[name] ?? name);
    if (name === 'catalogue') command.alias('catalog');
    program.addCommand(command);
    return command;
  }

  /** The first look: the bundled example, planned. */
  function addStart(): void {
    const plan = (OPERATIONS as readonly Operation[]).find((o) => o.name === 'plan-train')!;
    const command = styled(new Command('start'), face);
    program.addCommand(command);
    const complete = addOperation(command, { ...plan, sentence: 'start', run: plan.run }, face, outcome, {
      example: true,
    });
    later.set(command, () => {
      complete();
      addPage(command, face, outcome);
    });
  }
}

interface CommandTree {
  readonly program: Command;
  /** Also those that it stands under. Once for a command. */
  readonly complete: (asked: Command) => void;
}

function styled(command: Command, face: Face): Command {
  const { headings } = face.messages.face;
  const { help } = face.messages;
  const titles: Readonly<Record<string, string>> = {
    'Usage:': headings.usage,
    'Arguments:': headings.arguments,
    'Options:': headings.options,
    'Commands:': headings.commands,
  };
  return command
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .showSuggestionAfterError(false)
    .helpOption('-h, --help', help.options.help)
    .helpCommand(false)
    .configureHelp({
      helpWidth: face.width,
      styleTitle: (title) => titles[title] ?? title,
      visibleCommands: (group) => leaves(group),
      subcommandTerm: (leaf) => fullName(leaf).replace(/^ridgepoint /, ''),
    });
}

/** Commands that do something, however deep: `plan train` rather than `plan`. */
const leaves = (group: Command): Command[] =>
  group.commands.flatMap((c) => {
    // `explain` answers by itself and has `explain serve` below it.
    const own = c.commands.length === 0 || c.registeredArguments.length > 0;
    return [...(own ? [c] : []), ...leaves(c)];
  });

function foot(face: Face): string {
  const { face: words } = face.messages;
  const { title, lines } = words.exitCodes;
  return `\n${words.headings.examples}\n${examplesOf('')
    .map((line) => `  ${line}`)
    .join('\n')}\n\n${title}\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}

/** What commander refuses, as our own refusal with the nearest thing that works. */
function refusalOf(error: CommanderError, program: Command, words: readonly string[]) {
  const command = commandOf(program, words);
  const path = fullName(command);
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const option = quoted.split(/[ ,]/)[0]!;
  const options = command.options
    .flatMap((o) => [o.long, o.short])
    .filter((flag) => flag !== undefined && flag !== null);
  const names = command.commands.map((c) => c.name());
  if (error.code === 'commander.unknownOption')
    return refuse('unknown-option', option, {
      value: option,
      values: { command: path },
      nearest: nearest(option, options),
    });
  if (error.code === 'commander.missingMandatoryOptionValue')
    return refuse('missing-argument', path, { value: `${quoted.split(' ')[0]} FILE`, values: { command: path } });
  if (error.code === 'commander.optionMissingArgument' || error.code === 'commander.missingArgument')
    return refuse('missing-argument', path, { value: quoted, values: { command: path } });
  const stray = words.find((word) => !word.startsWith('-') && !path.split(' ').includes(word)) ?? '';
  if (names.length === 0)
    return refuse('excess-argument', path, { value: command.args.at(-1) ?? stray, values: { command: path } });
  const asked = quoted || stray;
  const prefix = path === 'ridgepoint' ? '' : `${path.replace(/^ridgepoint /, '')} `;
  const near = nearest(asked, names);
  const within = command.commands.flatMap((c) =>
    nearest(
      asked,
      c.commands.map((inner) => inner.name()),
      1,
    ).map((name) => `${c.name()} ${name}`),
  );
  return refuse('unknown-command', asked, {
    value: `${prefix}${asked}`.trim(),
    nearest: (near.length > 0 ? near : within.length > 0 ? within : names).map((name) => prefix + name),
  });
}

function commandOf(program: Command, words: readonly string[]): Command {
  let command = program;
  for (const word of words) {
    const inner = command.commands.find((c) => c.name() === word || c.aliases().includes(word));
    if (!inner) break;
    command = inner;
  }
  return command;
}

const fullName = (command: Command): string =>
  command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();
