import type { Command } from 'commander';
import type { Face } from '../face.ts';
import { oneMoreOverlay } from '../one-more-overlay.ts';

/** `validate`: an operation of its own kind, for it reads a corpus and not a scenario. What scores it is loaded when it is asked for. */
export function addValidate(command: Command, face: Face, outcome: { code: number }): void {
  const { commands, options } = face.messages.help;
  command
    .description(commands.validate)
    .requiredOption('--rows <file>', options.rows)
    .option('--json <file>', options.predictions)
    .option('--family <prefix>', options.family)
    .option('--worst <count>', options.worst)
    .option('--overlay <file>', options.overlay, oneMoreOverlay)
    .option('--lang <en|zh-CN>', options.lang)
    .option('--no-color', options.noColor)
    .action(async (given: { rows: string; json?: string; family?: string; worst?: string; overlay?: string }) => {
      const { validateCommand } = await import('./validate.ts');
      outcome.code = await validateCommand({ ...given, worst: Number(given.worst ?? 0) }, face);
    });
}
