import type { Field } from '@ridgepoint/engine/operations';
import type { Asked } from './perform.ts';

/** How this program was called: what `npx` ran is no command of the shell. npm says so. */
export const programName = (env: Readonly<Record<string, string | undefined>> = process.env): string =>
  env.npm_command === 'exec' ? 'npx ridgepoint' : 'ridgepoint';

/** Which command opens an answer, and a number of it to begin with. */
const EXPLAINED: Readonly<Record<string, readonly [string, string]>> = {
  'serve-report': ['explain serve', 'tpot'],
  own: ['explain own', 'capital'],
  roofline: ['explain roofline', 'ridge'],
  'estimate-carbon': ['explain carbon', 'operational'],
  'estimate-chip': ['explain chip', 'logic'],
  'estimate-value': ['explain value', 'cost_in_12_months'],
  'plan-data': ['explain data', 'parameters'],
};

type Typed = Pick<Asked, 'operation' | 'example' | 'flags' | 'overlay'>;

/** What to type to see the reasons of the answer just printed. */
export function explainCommand(file: string | undefined, typed: Typed): string {
  const { operation, example } = typed;
  if (example) return `${programName()} explain examples/llama-3.1-405b.yaml step_time`;
  if (operation.output === 'worksheet') return [programName(), 'explain', ...(file ? [quoted(file)] : [])].join(' ');
  const [command, path] = EXPLAINED[operation.name] ?? EXPLAINED[operation.output] ?? ['explain', 'step_time'];
  return [programName(), command, ...(file ? [quoted(file)] : []), path, ...optionsOf(typed)].join(' ');
}

/** What was typed, for a file that says what it is of. */
export const askedCommand = (files: readonly string[], typed: Typed): string =>
  ['ridgepoint', ...typed.operation.command, ...files.map(quoted), ...optionsOf(typed)].join(' ');

const optionsOf = ({ flags, overlay }: Typed): string[] => [
  ...[...flags].map(([field, value]: [Field, string]) => `--${field.flag} ${quoted(value)}`),
  ...(overlay === undefined ? [] : [`--overlay ${quoted(overlay)}`]),
];

/** A word as a shell takes it whole. */
export const quoted = (word: string): string =>
  /^[\w.,/:%@+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
