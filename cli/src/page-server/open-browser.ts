import { spawn } from 'node:child_process';

/** How each system opens an address; Linux where there is a screen. */
const OPENERS: Readonly<Record<string, readonly string[]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
  linux: ['xdg-open'],
};

/** Opens an address in the reader's browser where somebody watches the terminal and there is one; else does nothing. */
export function openBrowser(address: string): void {
  const { CI, SSH_CONNECTION, DISPLAY, WAYLAND_DISPLAY } = process.env;
  const opener = OPENERS[process.platform];
  const screen = process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY;
  if (!opener || !screen || !process.stdout.isTTY || CI || SSH_CONNECTION) return;
  const [program, ...words] = opener;
  // Without it the address stands in the terminal all the same.
  spawn(program!, [...words, address], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
