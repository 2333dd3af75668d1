import { cutDisplay, formatQuantity } from '@ridgepoint/engine/units';
import type { Face } from '../face.ts';
import { inkOf } from './ink.ts';

/** How far a search has come. */
export interface Seen {
  readonly done: number;
  /** Strategies in all, at most; 0 while nobody has counted them. */
  readonly total: number;
}

/** One line on standard error that is written over: how many strategies, how fast, how long yet. Nothing where nobody watches. */
export function progressLine(face: Face, started: number, seen: () => Seen): { readonly end: () => void } {
  if (!process.stderr.isTTY) return { end: () => {} };
  const ink = inkOf(face.colour);
  const draw = () => {
    const line = progressText(face, seen(), (performance.now() - started) / 1000);
    process.stderr.write(`\r\u001b[2K${ink.quiet(line)}`);
  };
  draw();
  const timer = setInterval(draw, 200);
  return {
    end: () => {
      clearInterval(timer);
      process.stderr.write('\r\u001b[2K');
    },
  };
}

/** The line after so many seconds: never wider than the face, so that it can be written over. */
export function progressText(face: Face, { done, total }: Seen, seconds: number): string {
  const { progress, stopHint } = face.messages.face;
  const amount = (value: number) => formatQuantity(value, '1', { locale: face.locale });
  const rate = seconds > 0 ? done / seconds : 0;
  // Fewer may be left than the bound says, never more: at the end it waits at nothing.
  const left = total > 0 && rate > 0 ? Math.max(0, total - done) / rate : undefined;
  const line = progress({
    done: amount(done),
    total: total > 0 ? amount(Math.max(total, done)) : undefined,
    rate: amount(rate),
    eta: left === undefined ? undefined : formatQuantity(left < 1 ? 1 : Math.round(left), 's', { locale: face.locale }),
    hint: stopHint,
  });
  return cutDisplay(line, face.width - 1);
}
