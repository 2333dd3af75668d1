import { DEFAULTS, PRESETS, SAMPLE_DEFAULTS, type SettingName } from '@ridgepoint/lab/settings';
import type { Command } from 'commander';
import type { Face } from '../face.ts';

/** What a step's time depends on. */
const OF_A_STEP = [
  'batch_size',
  'block_size',
  'n_layer',
  'n_head',
  'n_embd',
  'dropout',
  'bias',
  'seed',
  'device',
  'dtype',
  'compile',
  'threads',
  'blas',
] as const satisfies readonly SettingName[];

/** How it is done. */
const HOW = ['threads', 'blas'] as const satisfies readonly SettingName[];

/** `lab prepare|train|sample`: a GPT that is trained for real. What does it is loaded when it is asked for. */
export function addLab(make: (name: string) => Command, face: Face, outcome: { code: number }): void {
  const { commands, options } = face.messages.lab;
  const shared = face.messages.help.options;
  const act = async (run: (lab: typeof import('./lab.ts')) => Promise<number>): Promise<void> => {
    outcome.code = await run(await import('./lab.ts'));
  };
  const faced = (command: Command): Command =>
    command.option('--lang <en|zh-CN>', shared.lang).option('--no-color', shared.noColor);

  faced(
    make('prepare')
      .description(commands.prepare)
      .argument('[names...]')
      .option('--input <file>', options.input)
      .option('--out <folder>', options.outFolder)
      .option('--characters', options.characters),
  ).action((names: string[], given: { input?: string; out?: string; characters?: boolean }) =>
    act((lab) => lab.prepareCommand({ names, ...given }, face)),
  );

  const train = make('train').description(commands.train).argument('[preset]', options.preset);
  const usual = { ...DEFAULTS, ...PRESETS.cpu };
  for (const name of Object.keys(DEFAULTS) as SettingName[])
    train.option(`--${name} <value>`, `${options[name]} (${String(usual[name])})`);
  faced(train.option('--json', options.json)).action(
    (
      preset: string | undefined,
      { json, lang, color, ...said }: Partial<Record<SettingName | 'lang' | 'color', string>> & { json?: boolean },
    ) => act((lab) => lab.trainCommand({ preset, said, json }, face)),
  );

  const bench = make('bench').description(commands.bench).argument('[preset]', options.preset);
  for (const name of OF_A_STEP) bench.option(`--${name} <value>`, `${options[name]} (${String(usual[name])})`);
  faced(bench.option('--steps <count>', `${options.steps} (20)`).option('--json', options.jsonResult)).action(
    async (
      preset: string | undefined,
      {
        json,
        steps,
        lang,
        color,
        ...said
      }: Partial<Record<SettingName | 'lang' | 'color' | 'steps', string>> & { json?: boolean },
    ) => {
      const { benchCommand } = await import('./lab-bench.ts');
      outcome.code = await benchCommand({ preset, said, steps, json }, face);
    },
  );

  const probe = make('probe').description(commands.probe).option('--out <file>', options.outFile);
  for (const name of HOW) probe.option(`--${name} <value>`, `${options[name]} (${String(usual[name])})`);
  faced(probe.option('--json', options.jsonResult)).action(
    async ({ json, out, threads, blas }: { json?: boolean; out?: string; threads?: string; blas?: string }) => {
      const { probeCommand } = await import('./lab-probe.ts');
      outcome.code = await probeCommand(
        { said: { ...(threads && { threads }), ...(blas && { blas }) }, out, json },
        face,
      );
    },
  );

  const compare = make('compare').description(commands.compare).argument('[preset]', options.preset);
  for (const name of OF_A_STEP) compare.option(`--${name} <value>`, `${options[name]} (${String(usual[name])})`);
  compare
    .option('--sweep', options.sweep)
    .option('--rows <file>', options.rows)
    .option('--out <file>', options.outFile);
  faced(compare.option('--json', options.jsonResult)).action(
    async (
      preset: string | undefined,
      {
        json,
        sweep,
        rows,
        out,
        lang,
        color,
        ...said
      }: Partial<Record<SettingName | 'lang' | 'color' | 'rows' | 'out', string>> & { json?: boolean; sweep?: boolean },
    ) => {
      const { compareCommand } = await import('./lab-probe.ts');
      outcome.code = await compareCommand({ preset, said, sweep, rows, out, json }, face);
    },
  );

  const sample = make('sample').description(commands.sample);
  for (const [name, usualValue] of Object.entries(SAMPLE_DEFAULTS))
    sample.option(
      `--${name} <value>`,
      `${options[name as keyof typeof SAMPLE_DEFAULTS]} (${JSON.stringify(usualValue)})`,
    );
  faced(sample).action(({ lang, color, ...said }: Record<string, string>) =>
    act((lab) => lab.sampleCommand(said, face)),
  );
}
