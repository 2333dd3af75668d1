import type { Command } from 'commander';
import type { Face } from '../face.ts';
import { oneMoreOverlay } from '../one-more-overlay.ts';

export interface WatchOptions {
  readonly when?: string;
  readonly near?: string;
  readonly name?: string;
  readonly dir?: string;
  readonly overlay?: string;
  readonly json?: boolean;
  readonly atom?: string;
  readonly jsonFeed?: string;
  readonly webhook?: string;
  readonly keep?: boolean;
}

/** `watch add|ls|check|rm`: decisions that are kept and reckoned again. What does it is loaded when it is asked for. */
export function addWatch(make: (name: string, of: string) => Command, face: Face, outcome: { code: number }): void {
  const { commands, options, own } = face.messages.help;
  const of = own.watch;
  const add = make('add', commands.watchAdd)
    .argument('<files...>')
    .option('--when <occasion>', of.when, 'best changes')
    .option('--near <share>', of.near)
    .option('--name <name>', of.name);
  const ls = make('ls', commands.watchLs);
  const check = make('check', commands.watchCheck)
    .option('--atom <file>', of.atom)
    .option('--json-feed <file>', of.jsonFeed)
    .option('--webhook <address>', of.webhook)
    .option('--keep', of.keep);
  const rm = make('rm', commands.watchRm).argument('<name>');
  for (const command of [add, ls, check, rm])
    command
      .option('--dir <folder>', of.dir)
      .option('--overlay <file>', options.overlay, oneMoreOverlay)
      .option('--json', options.json)
      .option('--lang <lang>', options.lang)
      .option('--no-color', options.noColor);
  const act = async (run: (watch: typeof import('./watch.ts')) => Promise<number>) => {
    const { tell } = await import('../faults.ts');
    try {
      outcome.code = await run(await import('./watch.ts'));
    } catch (error) {
      outcome.code = tell(error, face);
    }
  };
  add.action((files: string[], given: WatchOptions) => act((watch) => watch.addDecision(files, given, face)));
  ls.action((given: WatchOptions) => act((watch) => watch.listDecisions(given, face)));
  check.action((given: WatchOptions) => act((watch) => watch.checkDecisions(given, face)));
  rm.action((name: string, given: WatchOptions) => act((watch) => watch.removeDecision(name, given, face)));
}
