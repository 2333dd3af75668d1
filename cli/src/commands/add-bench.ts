import type { Command } from 'commander';
import type { Face } from '../face.ts';

/** `bench`: measures this machine, so it is no question of the engine. What measures is loaded when it is asked for. */
export function addBench(command: Command, face: Face, outcome: { code: number }): void {
  const { commands, options } = face.messages.help;
  command
    .description(commands.bench)
    .option('--json <file>', options.measures)
    .option('--lang <en|zh-CN>', options.lang)
    .option('--no-color', options.noColor)
    .action(async ({ json }: { json?: string }) => {
      const { benchCommand } = await import('./bench.ts');
      outcome.code = await benchCommand(face, json);
    });
}
