import { type Asked, type AskLine, WorksheetError } from '../../decide/index.ts';
import { nearest } from '../../units/index.ts';
import { InputError } from '../input-error.ts';
import type { Context, Operation } from '../operation.ts';
import { readInput } from '../scenario/read.ts';
import { ASKABLE } from './askable.ts';

/** Answers `ask` lines by the operations themselves, the same question once. */
export function askWith(context: Context): (line: AskLine) => Asked {
  const answers = new Map<string, unknown>();
  return ({ command, scenario, take, unit }) => {
    const operation = ASKABLE.find((known) => known.command.join(' ') === command.trim());
    if (!operation) {
      const commands = ASKABLE.map((known) => known.command.join(' '));
      throw new WorksheetError('ask-command', { command }, '', nearest(command, commands, 3));
    }
    const key = JSON.stringify([command, scenario]);
    if (!answers.has(key)) answers.set(key, operation.run(context, asked(operation, scenario)));
    return taken(answers.get(key), take, unit);
  };
}

function asked(operation: Operation, scenario: unknown): unknown {
  try {
    return readInput(operation.input, scenario);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { problem } = error;
    throw new InputError({ ...problem, path: `${operation.command.join(' ')}: ${problem.path}` });
  }
}

/** A number at a path of an answer; a number without a unit of its own has that of the line. */
function taken(answer: unknown, path: string, unit: string | undefined): Asked {
  const found = path.split('.').reduce<unknown>((at, key) => inside(at, key), answer);
  if (typeof found === 'number') return { value: found, unit: unit ?? '1' };
  const value = inside(found, 'value');
  const own = inside(found, 'unit');
  if (typeof value === 'number' && typeof own === 'string') {
    const [low, high] = [inside(found, 'low'), inside(found, 'high')];
    return { value, unit: own, ...(typeof low === 'number' && { low }), ...(typeof high === 'number' && { high }) };
  }
  throw new WorksheetError('take-path', { path }, '', nearest(path, numbersIn(answer), 3));
}

const inside = (at: unknown, key: string): unknown =>
  at !== null && typeof at === 'object' && Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined;

/** Paths of an answer at which a number stands, four deep. */
function numbersIn(answer: unknown, start = '', depth = 0): string[] {
  if (depth > 4 || answer === null || typeof answer !== 'object') return [];
  return Object.entries(answer).flatMap(([key, value]) => {
    const path = start === '' ? key : `${start}.${key}`;
    if (key === 'because') return [];
    return typeof value === 'number' || typeof inside(value, 'value') === 'number'
      ? [path]
      : numbersIn(value, path, depth + 1);
  });
}
