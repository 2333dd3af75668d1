import { fileURLToPath } from 'node:url';
import { type Field, fieldsOf, OPERATIONS, type Operation, refuse } from '@ridgepoint/engine/operations';
import { readLink } from '@ridgepoint/engine/operations/link/link';
import {
  completed,
  FIRST_CASE,
  LINKED_EXAMPLES,
  QUESTIONS,
  SEVERAL,
} from '@ridgepoint/engine/operations/link/questions';
import { turnedBy } from '@ridgepoint/engine/operations/link/sayable';
import { type NamedData, type ScenarioData, scenarioOf } from '@ridgepoint/engine/operations/link/scenario-text';
import { nearest } from '@ridgepoint/engine/units';
import { readScenario } from '../compose.ts';
import type { Face } from '../face.ts';
import { tell } from '../faults.ts';
import { type Asked, perform } from '../perform.ts';

type Said = Readonly<Record<string, string>>;
type Question = Pick<Asked, 'operation' | 'positionals' | 'flags' | 'sets' | 'scenario' | 'scenarios'>;

/** Pages that a link can lead to. */
const PAGES = [...Object.keys(QUESTIONS), ...Object.keys(SEVERAL), 'casebook', 'accuracy'];

/** Answers what a link asks, as its command would. */
export async function openCommand(
  link: string,
  face: Face,
  options: Pick<Asked, 'format' | 'out' | 'overlay'>,
): Promise<number> {
  let question: Question;
  try {
    const { page, said } = readLink(link);
    // Told from what is committed: nothing is asked of the engine.
    if (page === 'accuracy') {
      const { accuracyCommand } = await import('./accuracy.ts');
      const { format, overlay } = options;
      return await accuracyCommand({ chip: said.chip, overlay, json: format === 'json' }, face);
    }
    question = await questionOf(link);
  } catch (error) {
    return tell(error, face);
  }
  return perform({ ...question, ...options, asserts: [], example: false }, face);
}

async function questionOf(link: string): Promise<Question> {
  const { page, said } = completed(readLink(link));
  if (page === 'casebook') return caseOf(said);
  if (page === 'compare' || page === 'crossover') return severalOf(page, said);
  const known = Object.hasOwn(QUESTIONS, page) ? QUESTIONS[page as keyof typeof QUESTIONS] : null;
  if (!known)
    throw refuse('not-a-choice', 'link', {
      value: page,
      values: { choices: PAGES.join(', ') },
      nearest: nearest(page, PAGES),
    });
  const { solve, ...asked }: Said = Object.keys(said).length > 0 ? said : known.example;
  if (solve !== undefined) return turnedRound(page, solve, asked);
  const operation = named(known.operation);
  return { operation, positionals: [], flags: flagsOf(operation, asked), sets: [], scenario: true };
}

/** A question of the page asked the other way round: the least or the most that keeps what is promised. */
function turnedRound(page: string, solve: string, said: Said): Question {
  const [operation, asked] =
    page === 'serve'
      ? // How many, and how they are cut, is what is looked for.
        ([
          named('plan-serve'),
          without(said, ['gpus', 'tp', 'pp', 'dp', 'ep', 'replicas'], { objective: solve }),
        ] as const)
      : ([named('solve-train'), { ...said, solve }] as const);
  return { operation, positionals: [], flags: flagsOf(operation, asked), sets: [], scenario: true };
}

const without = (said: Said, flags: readonly string[], more: Said): Said => ({
  ...Object.fromEntries(Object.entries(said).filter(([flag]) => !flags.includes(flag))),
  ...more,
});

/** `?id=S03-02&peak-users=1000`: lines of a worksheet stand in a link as flags do. */
function caseOf({ id = FIRST_CASE, currency, ...lines }: Said): Question {
  const sets = Object.entries(lines).map(([flag, value]) => `${flag.replaceAll('-', '_')}=${value}`);
  const operation = named('case-run');
  const flags = flagsOf(operation, currency === undefined ? {} : { currency });
  return { operation, positionals: [id], flags, sets, scenario: false };
}

async function severalOf(page: 'compare' | 'crossover', typed: Said): Promise<Question> {
  const said: Said = typed.a && (typed.b || page === 'compare') ? typed : { ...SEVERAL[page].example, ...typed };
  const operation = named(SEVERAL[page].operation);
  const examples = await readExamples(said);
  const letters = page === 'crossover' ? (['a', 'b'] as const) : (['a', 'b', 'c', 'd'] as const);
  const scenarios: NamedData[] = [];
  for (const letter of letters) {
    const text = said[letter];
    if (text === undefined) continue;
    const found = scenarioOf(text, examples);
    if (!found)
      throw refuse('not-a-link', '', { value: text.slice(0, 120), nearest: nearest(text, Object.keys(EXAMPLE_FILES)) });
    const data = page === 'crossover' ? turnedBy(said, letter as 'a' | 'b', found.data) : found.data;
    scenarios.push({ name: found.name, data });
  }
  // What was turned has a dot in its name, and stands in the scenarios by now.
  const rest = Object.fromEntries(Object.entries(said).filter(([flag]) => !/^[a-d]$|\./.test(flag)));
  return { operation, positionals: [], flags: flagsOf(operation, rest), sets: [], scenario: false, scenarios };
}

/** Examples by the last word of their file. */
const EXAMPLE_FILES: Readonly<Record<string, string>> = Object.fromEntries(
  LINKED_EXAMPLES.map((path) => [path.split('/').at(-1)!, path]),
);

async function readExamples(said: Said): Promise<Record<string, ScenarioData>> {
  const found: Record<string, ScenarioData> = {};
  for (const name of Object.values(said))
    if (Object.hasOwn(EXAMPLE_FILES, name))
      found[name] = await readScenario(
        fileURLToPath(new URL(`../../examples/${EXAMPLE_FILES[name]}.yaml`, import.meta.url)),
      );
  return found;
}

function flagsOf(operation: Operation, said: Said): ReadonlyMap<Field, string> {
  const fields = fieldsOf(operation.input);
  const known = fields.flatMap(({ flag }) => flag ?? []);
  return new Map(
    Object.entries(said).map(([flag, value]) => {
      const field = fields.find((one) => one.flag === flag);
      if (!field)
        throw refuse('unknown-option', flag, {
          value: `--${flag}`,
          values: { command: `ridgepoint ${operation.command.join(' ')}` },
          nearest: nearest(flag, known).map((name) => `--${name}`),
        });
      return [field, value] as const;
    }),
  );
}

const named = (name: string): Operation => (OPERATIONS as readonly Operation[]).find((one) => one.name === name)!;
