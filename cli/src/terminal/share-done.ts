import { formatQuantity } from '@ridgepoint/engine/units';
import type { Face } from '../face.ts';
import { inkOf } from './ink.ts';

const PATIENCE_MS = 300;
const EVERY_MS = 100;
const BAR = 24;

/** A bar on standard error for work that is told of part by part. Nothing for quick work, or where nobody watches. */
export function shareDone(face: Face, sentence: (share: string, left: string) => string) {
  const started = performance.now();
  const ink = inkOf(face.colour);
  let last = 0;
  return {
    seen: (done: number, of: number): void => {
      const now = performance.now();
      if (!process.stderr.isTTY || now - started < PATIENCE_MS || now - last < EVERY_MS) return;
      last = now;
      const share = of > 0 ? Math.min(1, done / of) : 0;
      // The first tenth of a second says too little of what is left.
      const seconds = share > 0 ? (((now - started) / share) * (1 - share)) / 1000 : 0;
      const left = seconds >= 1 ? formatQuantity(Math.round(seconds), 's', { locale: face.locale }) : '';
      const full = Math.round(share * BAR);
      const bar = `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`;
      process.stderr.write(`\r\u001b[2K${ink.quiet(`${bar} ${sentence(`${Math.round(100 * share)} %`, left)}`)}`);
    },
    end: (): void => {
      if (last > 0) process.stderr.write('\r\u001b[2K');
    },
  };
}
