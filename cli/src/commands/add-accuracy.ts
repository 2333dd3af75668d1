import { hashOf } from '@ridgepoint/engine/operations/link/address';
import type { Command } from 'commander';
import type { Face } from '../face.ts';
import { oneMoreOverlay } from '../one-more-overlay.ts';
import { USUAL_ADDRESS } from '../page-server/usual-address.ts';

/** `accuracy`: what is committed about our own errors. What prints it is loaded when it is asked for. */
export function addAccuracy(command: Command, face: Face, outcome: { code: number }): void {
  const { commands, options } = face.messages.help;
  command
    .description(commands.accuracy)
    .option('--chip <name>', options.onlyChip)
    .option('--kind <word>', options.onlyKind)
    .option('--overlay <file>', options.overlay, oneMoreOverlay)
    .option('--link', options.link)
    .option('--json', options.accuracyJson)
    .option('--lang <en|zh-CN>', options.lang)
    .option('--no-color', options.noColor)
    .action(async (given: { chip?: string; kind?: string; overlay?: string; json?: boolean; link?: true }) => {
      if (given.link) {
        const { chip } = given;
        process.stdout.write(`${USUAL_ADDRESS}${hashOf({ page: 'accuracy', said: { ...(chip && { chip }) } })}\n`);
        return;
      }
      const { accuracyCommand } = await import('./accuracy.ts');
      outcome.code = await accuracyCommand(given, face);
    });
}
