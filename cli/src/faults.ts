import { InputError, inputSentence } from '@ridgepoint/engine/operations';
import { EXIT } from './exit-codes.ts';
import type { Face } from './face.ts';
import { inkOf } from './terminal/ink.ts';
import { wrap } from './terminal/wrap.ts';

/** Words an error on standard error and gives the exit code. Nothing goes to standard output. */
export function tell(error: unknown, face: Face, nameOf: (path: string) => string = (path) => path): number {
  const ink = inkOf(face.colour);
  const { errors } = face.messages;
  const mine = error instanceof InputError;
  const what = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : String(error);
  const sentence = mine ? inputSentence(face.messages, face.locale, error.problem, nameOf) : errors.internal({ what });
  const colon = face.locale === 'en' ? ': ' : '：';
  const [first = '', ...more] = wrap(`${errors.prefix}${colon}${sentence}`, face.width, 2);
  process.stderr.write(`${[ink.warm(first), ...more].join('\n')}\n`);
  if (!mine && process.env.RIDGEPOINT_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return mine ? EXIT.input : EXIT.internal;
}
