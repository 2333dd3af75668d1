import type { Command } from 'commander';
import type { Face } from '../face.ts';
import { oneMoreOverlay } from '../one-more-overlay.ts';

/** `calibrate`: reads a user's measurements and not a scenario. What fits is loaded when it is asked for. */
export function addCalibrate(command: Command, face: Face, outcome: { code: number }): void {
  const { commands, options } = face.messages.help;
  command
    .description(commands.calibrate)
    .requiredOption('--rows <file>', options.ownRows)
    .option('--out <file>', options.overlayOut)
    .option('--json <file>', options.calibrationJson)
    .option('--date <day>', options.date)
    .option('--overlay <file>', options.overlay, oneMoreOverlay)
    .option('--lang <en|zh-CN>', options.lang)
    .option('--no-color', options.noColor)
    .action(async (given: { rows: string; out?: string; json?: string; date?: string; overlay?: string }) => {
      const { calibrateCommand } = await import('./calibrate.ts');
      outcome.code = await calibrateCommand(given, face);
    });
}
