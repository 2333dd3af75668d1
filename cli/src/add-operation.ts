import { type Field, fieldsOf, type Operation, refuse } from '@ridgepoint/engine/operations';
import { QUESTIONS, SEVERAL } from '@ridgepoint/engine/operations/link/questions';
import { type Command, Option } from 'commander';
import { examplesOf } from './examples.ts';
import type { Face } from './face.ts';
import { oneMoreOverlay } from './one-more-overlay.ts';
import { checkEnding, formOf } from './out-form.ts';
import { type Asked, perform } from './perform.ts';
import type { Format } from './render.ts';
import type { WatchFiles } from './serving-files/watch.ts';

/** What follows the command's words. */
const POSITIONALS: Readonly<Record<string, readonly string[]>> = {
  'plan-train': ['[file]'],
  'estimate-train': ['[file]'],
  'solve-train': ['[file]'],
  'compare-train': ['[file]'],
  'compare-serve': ['[file]'],
  'compare-own': ['[file]'],
  'simulate-serve': ['[file]'],
  'plan-serve': ['[file]'],
  'plan-fleet': ['[file]'],
  'estimate-serve': ['[file]'],
  'estimate-carbon': ['[file]'],
  'estimate-chip': ['[file]'],
  'plan-data': ['[file]'],
  'estimate-value': ['[file]'],
  'fit-serve': ['[file]'],
  'chips-roofline': ['[file]'],
  explain: ['[file]', '[path]'],
  'explain-serve': ['[file]', '[path]'],
  'explain-own': ['[file]', '[path]'],
  'explain-carbon': ['[file]', '[path]'],
  'explain-chip': ['[file]', '[path]'],
  'explain-value': ['[file]', '[path]'],
  'explain-data': ['[file]', '[path]'],
  'explain-roofline': ['[file]', '[path]'],
  'catalogue-list': ['[list]'],
  'catalogue-show': ['<name>'],
  'models-params': ['[names...]'],
  'traffic-describe': ['<file>'],
  worksheet: ['<file>'],
  'explain-worksheet': ['<file>', '[path]'],
  'case-show': ['<id>'],
  'case-run': ['<id>'],
  crossover: ['<files...>'],
  compare: ['[files...]'],
  diff: ['<files...>'],
  check: ['<files...>'],
};
/** Lines of a worksheet that a reader sets. */
const WITH_SET = new Set(['worksheet', 'explain', 'explain-worksheet', 'case-run']);
/** What can be asserted of these is asked with other commands. */
const WITHOUT_ASSERT = new Set(['estimate-carbon', 'explain-carbon']);
/** Asked on a page, too: `--link` says where. */
const WITH_LINK = new Set([
  ...Object.values(QUESTIONS).map(({ operation }) => operation as string),
  ...Object.values(SEVERAL).map(({ operation }) => operation as string),
]);
const WITH_TRACE = new Set(['plan-train', 'estimate-train']);

/** Gives a command its sentence and arguments; calling what comes back adds options and action, all from the operation's input schema. */
export function addOperation(
  command: Command,
  operation: Operation,
  face: Face,
  outcome: { code: number },
  { example = false } = {},
): () => void {
  const { help } = face.messages;
  command.description((help.commands as Readonly<Record<string, string>>)[operation.sentence] ?? operation.sentence);
  for (const word of example ? [] : (POSITIONALS[operation.name] ?? [])) command.argument(word);
  return () => addOptions(command, operation, face, outcome, example);
}

function addOptions(
  command: Command,
  operation: Operation,
  face: Face,
  outcome: { code: number },
  example: boolean,
): void {
  const { help } = face.messages;
  const fields = fieldsOf(operation.input).filter((field) => field.flag !== undefined);
  const byAttribute = new Map<string, Field>();
  for (const field of example ? fields.filter((f) => f.flag === 'currency') : fields) {
    const option = new Option(
      `${field.alias ? `--${field.alias}, ` : ''}--${field.flag} <${placeholder(field)}>`,
      sentenceOf(field, operation.name, face),
    );
    option.helpGroup(groupOf(field, face));
    byAttribute.set(option.attributeName(), field);
    command.addOption(option);
  }
  const asserts =
    fields.some((field) => /(^|\.)(train|serve)\.model$/.test(field.path)) && !WITHOUT_ASSERT.has(operation.name);
  const scenario = asserts || POSITIONALS[operation.name]?.[0] === '[file]';
  const worksheet = operation.name === 'worksheet' || operation.name === 'explain-worksheet';
  if (WITH_SET.has(operation.name))
    command.addOption(
      new Option('--set <line>', help.options.set).argParser((line, all: string[] = []) => [...all, line]),
    );
  if (asserts && !example)
    command.addOption(
      new Option('--assert <rule>', help.options.assert).argParser((rule, all: string[] = []) => [...all, rule]),
    );
  if (operation.name === 'simulate-serve')
    command
      .option('--requests-out <file>', help.options.requestsOut)
      .option('--trace-out <file>', help.options.traceOut);
  if (WITH_TRACE.has(operation.name)) command.option('--trace <file>', help.options.trace);
  if (WITH_LINK.has(operation.name) && !example) command.option('--link', help.options.link);
  addCommon(command, operation.name, face);
  const lines = examplesOf(example ? '' : operation.name);
  if (lines.length > 0)
    command.addHelpText(
      'after',
      `\n${face.messages.face.headings.examples}\n${lines.map((line) => `  ${line}`).join('\n')}\n`,
    );
  command.action(async (...given: unknown[]) => {
    const positionals = given.slice(0, -2);
    const options = given.at(-2) as Readonly<Record<string, unknown>>;
    const flags = new Map<Field, string>();
    for (const [name, value] of Object.entries(options)) {
      const field = byAttribute.get(name);
      if (!field || typeof value !== 'string') continue;
      // commander takes `--tokens --json` for a value.
      if (value.startsWith('--'))
        throw refuse('missing-argument', '', {
          value: `--${field.flag} <${placeholder(field)}>`,
          values: { command: operation.command.join(' ') },
        });
      flags.set(field, value);
    }
    const asked: Asked = {
      operation,
      positionals,
      flags,
      scenario: scenario || worksheet,
      example,
      asserts: (options.assert as string[] | undefined) ?? [],
      sets: (options.set as string[] | undefined) ?? [],
      format: formatOf(options, operation.name === 'traffic-generate'),
      out: options.out as string | undefined,
      overlay: options.overlay as string | undefined,
      trace: traceOf(options),
      ...(options.link === true && { link: true as const }),
      ...(operation.name === 'simulate-serve' && { files: filesOf(options) }),
    };
    outcome.code = await perform(asked, face);
  });
}

function traceOf({ trace }: Readonly<Record<string, unknown>>): string | undefined {
  const path = typeof trace === 'string' ? trace : undefined;
  checkEnding('--trace', path, ['.json']);
  return path;
}

/** Files that a simulation fills while it runs. Throws InputError where a name promises another form. */
function filesOf({ requestsOut, traceOut }: Readonly<Record<string, unknown>>): WatchFiles {
  const requests = typeof requestsOut === 'string' ? requestsOut : undefined;
  const steps = typeof traceOut === 'string' ? traceOut : undefined;
  checkEnding('--requests-out', requests, ['.csv', '.parquet']);
  checkEnding('--trace-out', steps, ['.json']);
  return { ...(requests !== undefined && { requests }), ...(steps !== undefined && { steps }) };
}

export function addCommon(command: Command, operation: string, face: Face): void {
  const { options, own } = face.messages.help;
  const out = operation === 'traffic-generate' ? own[operation].out : options.out;
  command
    .option('--overlay <file>', options.overlay, oneMoreOverlay)
    .option('--json', options.json)
    .option('--csv', options.csv)
    .option('--md', options.md)
    .option('--out <file>', out)
    .option('--lang <lang>', options.lang)
    .option('--no-color', options.noColor);
}

/** How the answer is written. `rows`: what `--out` names holds requests, and is no answer. Throws InputError. */
export function formatOf(options: Readonly<Record<string, unknown>>, rows = false): Format {
  const lang = options.lang;
  if (typeof lang === 'string' && !/^(en|zh)([-_]\w+)*$/i.test(lang))
    throw refuse('not-a-choice', '--lang', { value: lang, values: { choices: 'en, zh-CN' }, nearest: ['en', 'zh-CN'] });
  const asked = (['json', 'csv', 'md'] as const).filter((format) => options[format] === true);
  if (asked.length > 1)
    throw refuse('two-ways', 'format', { value: asked.map((f) => `--${f}`).join(', '), nearest: [`--${asked[0]}`] });
  const { out } = options;
  return typeof out === 'string' && !rows ? formOf(out, asked[0]) : (asked[0] ?? 'text');
}

/** The heading under which help lists an option: the group of the scenario that it belongs to. */
function groupOf(field: Field, face: Face): string {
  const groups = face.messages.face.groups as Readonly<Record<string, string>>;
  const group = field.path.split('.').find((word) => Object.hasOwn(groups, word));
  return group === undefined ? 'Options:' : groups[group]!;
}

const placeholder = (field: Field): string => {
  if (field.kind === 'switch') return 'on|off';
  if (field.kind === 'date') return 'date';
  if (field.kind === 'choice' || field.kind === 'text') return field.list ? 'words' : 'word';
  return field.list ? 'numbers' : field.unit === '1' ? 'number' : 'quantity';
};

/** `--micro-batch` has its sentence under `microBatch`. */
function sentenceOf(field: Field, operation: string, face: Face): string {
  const key = field.flag!.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const { own, options } = face.messages.help;
  const mine = (own as Readonly<Record<string, Readonly<Record<string, string>>>>)[operation] ?? {};
  return mine[key] ?? (options as Readonly<Record<string, string>>)[key] ?? field.path;
}
