import type { Parameter } from '../../../cost/index.ts';
import { LOCAL, LOCAL_ENGINE, type LocalEngine, type LocalTable, localStep } from '../../../serving/index.ts';
import type { Alone } from '../../serving/load.ts';
import { decodesSeconds, promptSeconds } from '../../serving/predict/plain-steps.ts';
import { minimise } from '../kernels/minimise.ts';
import type { LocalCase } from './cases.ts';

/** ln(predicted / measured) of a rate under a table. */
export function localError(table: LocalTable, { one, phase, measured }: LocalCase): number {
  const timer = localStep(one.problem, one.profile, table)!;
  const { batch, context, output, prompt } = one.load as Alone;
  const predicted =
    phase === 'answer'
      ? (batch * output) / decodesSeconds(timer, batch, context + 1, output)
      : (batch * prompt) / promptSeconds(timer, batch, prompt);
  return Math.log(predicted / measured);
}

/** Numbers that are fitted together, and the rates that they are fitted to. Later groups keep what earlier ones found. */
interface Group {
  readonly name: string;
  readonly free: readonly string[];
  readonly holds: (one: LocalCase) => boolean;
}

const GROUPS: readonly Group[] = [
  {
    name: 'llama.cpp, answers',
    free: ['share', 'blend', 'card', 'llamacpp.gap', 'llamacpp.stream'],
    holds: (c) => c.engine === 'llamacpp' && c.phase === 'answer' && !c.metal && !c.cut,
  },
  {
    name: 'llama.cpp, prompts',
    free: ['products', 'watt', 'widen', 'scores', 'stages'],
    holds: (c) => c.engine === 'llamacpp' && c.phase === 'prompt' && !c.metal && !c.cut,
  },
  {
    name: 'llama.cpp, rows cut over cards',
    free: ['llamacpp.reduce'],
    holds: (c) => c.engine === 'llamacpp' && c.phase === 'answer' && c.cut,
  },
  { name: 'Metal, answers', free: ['metalGap'], holds: (c) => c.metal && c.phase === 'answer' },
  { name: 'Metal, prompts', free: ['metalProducts', 'metalNarrow'], holds: (c) => c.metal && c.phase === 'prompt' },
  { name: 'ExLlama', free: ['exllama.gap', 'exllama.stream'], holds: (c) => c.engine === 'exllama' },
  { name: 'MLC', free: ['mlc.gap', 'mlc.stream', 'mlc.reduce'], holds: (c) => c.engine === 'mlc' },
];
const ENGINES: readonly LocalEngine[] = ['llamacpp', 'exllama', 'mlc'];
const ROUNDS = 60;

/** Errors of a group, by values that saw its rows and by values that never saw the chip. */
export interface GroupErrors {
  readonly name: string;
  readonly phase: LocalCase['phase'];
  readonly inSample: readonly number[];
  readonly chipLeftOut: readonly { readonly chip: string; readonly error: number }[];
}

/** A table fitted group by group, and each group's errors. What no case speaks of stays where it starts. */
export function fitLocal(cases: readonly LocalCase[]): { table: LocalTable; errors: GroupErrors[] } {
  let table = START;
  const errors: GroupErrors[] = [];
  for (const { name, free, holds } of GROUPS) {
    const own = cases.filter(holds);
    if (own.length === 0) continue;
    const before = table;
    table = fitted(own, before, free);
    const chips = [...new Set(own.map(({ chip }) => chip))];
    const chipLeftOut = chips.flatMap((chip) => {
      const others = own.filter((one) => one.chip !== chip);
      const without = others.length > 0 ? fitted(others, before, free) : before;
      return own.filter((one) => one.chip === chip).map((one) => ({ chip, error: localError(without, one) }));
    });
    errors.push({ name, phase: own[0]!.phase, inSample: own.map((one) => localError(table, one)), chipLeftOut });
  }
  return { table: rounded(table), errors };
}

function fitted(cases: readonly LocalCase[], start: LocalTable, free: readonly string[]): LocalTable {
  const parameters = parametersOf(start);
  const weights = new Float64Array(cases.length).fill(1);
  const errors = (values: Readonly<Record<string, number>>, out: Float64Array): void => {
    const table = tableOf(values);
    for (let i = 0; i < cases.length; i++) out[i] = localError(table, cases[i]!);
  };
  return tableOf(minimise(parameters, {}, weights, errors, free, ROUNDS));
}

/** Every number of a table under one name: "share", "mlc.gap". */
function parametersOf(table: LocalTable): Parameter[] {
  const chip = Object.entries(LOCAL).map(([name, own]) => ({
    ...own,
    name,
    start: table.chip[name as keyof typeof LOCAL],
  }));
  const engines = ENGINES.flatMap((engine) =>
    Object.entries(LOCAL_ENGINE).map(([name, own]) => ({
      ...own,
      name: `${engine}.${name}`,
      start: table.engines[engine][name as keyof typeof LOCAL_ENGINE],
    })),
  );
  return [...chip, ...engines];
}

function tableOf(values: Readonly<Record<string, number>>): LocalTable {
  const pick = (names: readonly string[], prefix: string) =>
    Object.fromEntries(names.map((name) => [name, values[`${prefix}${name}`]!]));
  return {
    chip: pick(Object.keys(LOCAL), ''),
    engines: Object.fromEntries(ENGINES.map((engine) => [engine, pick(Object.keys(LOCAL_ENGINE), `${engine}.`)])),
  } as unknown as LocalTable;
}

const startsOf = (of: typeof LOCAL | typeof LOCAL_ENGINE) =>
  Object.fromEntries(Object.entries(of).map(([name, { start }]) => [name, start]));
const START = {
  chip: startsOf(LOCAL),
  engines: Object.fromEntries(ENGINES.map((engine) => [engine, startsOf(LOCAL_ENGINE)])),
} as unknown as LocalTable;

const DIGITS = 4;
const short = (values: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(values).map(([name, x]) => [name, Number(x.toPrecision(DIGITS))]));
const rounded = ({ chip, engines }: LocalTable): LocalTable =>
  ({
    chip: short(chip),
    engines: Object.fromEntries(ENGINES.map((e) => [e, short(engines[e])])),
  }) as unknown as LocalTable;
