import { formatQuantity } from '@ridgepoint/engine/units';
import type { Face } from '../face.ts';
import { inkOf } from './ink.ts';

/** One line on standard error that is written over: how many strategies, how fast. Nothing where nobody watches. */
export function progressLine(face: Face, started: number, done: () => number): { readonly end: () => void } {
  if (!process.stderr.isTTY) return { end: () => {} };
  const ink = inkOf(face.colour);
  const { face: words } = face.messages;
  const amount = (value: number) => formatQuantity(value, '1', { locale: face.locale });
  const draw = () => {
    const seconds = (performance.now() - started) / 1000;
    const line = words.progress({ done: amount(done()), rate: amount(done() / seconds), hint: words.stopHint });
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
