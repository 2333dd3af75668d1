import type { Command } from 'commander';
import { EXIT } from '../exit-codes.ts';
import type { Face } from '../face.ts';

interface Options {
  readonly page?: boolean;
  readonly port?: string;
  readonly open: boolean;
}

/** `web`: the planner as a page on this machine. The server is loaded when it is asked for. */
export function addWeb(command: Command, face: Face, outcome: { code: number }): void {
  const { commands, options } = face.messages.help;
  addServing(command.description(commands.web), face)
    .option('--lang <en|zh-CN>', options.lang)
    .option('--no-color', options.noColor)
    .action(async ({ port, open }: Options) => {
      const { webCommand } = await import('./web.ts');
      outcome.code = await webCommand(face, { port, open });
    });
}

/** `--page` of a command that has answered: the page follows. */
export function addPage(command: Command, face: Face, outcome: { code: number }): void {
  addServing(command.option('--page', face.messages.help.options.page), face).hook('postAction', async () => {
    const { page, port, open } = command.opts<Options>();
    if (!page || outcome.code !== EXIT.ok) return;
    const { webCommand } = await import('./web.ts');
    outcome.code = await webCommand(face, { port, open });
  });
}

const addServing = (command: Command, { messages: { help } }: Face): Command =>
  command.option('--port <n>', help.options.port).option('--no-open', help.options.noOpen);
