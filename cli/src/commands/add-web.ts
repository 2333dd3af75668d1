import type { Command } from 'commander';
import type { Face } from '../face.ts';

/** `web`: the planner as a page on this machine. The server is loaded when it is asked for. */
export function addWeb(command: Command, face: Face, outcome: { code: number }): void {
  const { commands, options } = face.messages.help;
  command
    .description(commands.web)
    .option('--port <n>', options.port, '0')
    .option('--lang <en|zh-CN>', options.lang)
    .option('--no-color', options.noColor)
    .action(async ({ port }: { port: string }) => {
      const { webCommand } = await import('./web.ts');
      outcome.code = await webCommand(face, port);
    });
}
