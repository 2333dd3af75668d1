import type { Command } from 'commander';
import { addCommon, formatOf } from '../add-operation.ts';
import type { Face } from '../face.ts';

/** `open LINK`: what a link of the page asks, answered here. */
export function addOpen(command: Command, face: Face, outcome: { code: number }): void {
  command.description(face.messages.help.commands.open).argument('<link>');
  addCommon(command, 'open', face);
  command.action(async (link: string, options: Readonly<Record<string, unknown>>) => {
    const { openCommand } = await import('./open.ts');
    outcome.code = await openCommand(link, face, {
      format: formatOf(options),
      out: options.out as string | undefined,
      overlay: options.overlay as string | undefined,
    });
  });
}
