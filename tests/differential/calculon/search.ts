import { buildFittedMachine } from '../../../engine/src/cost/index.ts';
import type { Catalogue } from '../../../engine/src/facts/index.ts';
import { createPricer } from '../../../engine/src/training/pricer.ts';
import type { TrainingProblem } from '../../../engine/src/training/problem.ts';
import { divisors, type Found, type SearchSpace, searchStrategies } from '../../../engine/src/training/search/index.ts';
import type { Strategy } from '../../../engine/src/training/strategy.ts';
import { signed, table } from '../markdown.ts';
import { mapCase } from './mapped.ts';
import type { RecordedCase, Reference } from './reference.ts';

/** Calculon's ten best of 149,424 for GPT-3 175B on 4,096 A100, no offload and no tensor-parallel overlap. */
const SEARCH = 'search_best/loe_gpt3/';
const CHIP = 'a100-80-sxm';
const NETWORK = 25e9; // B/s of an accelerator one way, its file systems/a100_80g.json

/** What Calculon, at the commit of the record and with the search's own files, makes of executions that are not among its ten. */
const PRICED: Readonly<Record<string, number>> = { '4|8|128|12|2|selective|1|rs-ag': 11.24 }; // s
const keyOf = (s: Strategy): string => [s.tp, s.pp, s.dp, s.vp, s.microBatch, s.recompute, s.zero, s.tpComm].join('|');

export interface SearchBeside {
  readonly theirs: readonly {
    readonly recorded: RecordedCase;
    readonly strategy: Strategy;
    readonly seconds: number;
    readonly fits: boolean;
  }[];
  readonly ours: Found;
  readonly evaluated: number;
}

/** Their ten at Ridgepoint's price, and what Ridgepoint's search finds where it may use what Calculon models and no more. */
export function searchBeside(reference: Reference, catalogue: Catalogue): SearchBeside | undefined {
  const recorded = reference.cases.filter(({ id, stats }) => id.startsWith(SEARCH) && stats);
  const chip = catalogue.chips.find(({ id }) => id === CHIP);
  if (recorded.length === 0 || !chip) return undefined;
  const mapped = recorded.map((one) => mapCase(reference, one));
  const { execution, problem: bare, application } = mapped[0]!;
  const machine = buildFittedMachine(catalogue, {
    chip,
    count: execution.num_procs,
    scaleOutBytesPerSecond: NETWORK,
    assumed: () => {},
  });
  const problem: TrainingProblem = { ...bare, machine };
  const pricer = createPricer(problem);
  const theirs = mapped.map((one) => {
    const { seconds, bytes } = pricer.price(one.strategy);
    return { recorded: one.recorded, strategy: one.strategy, seconds, fits: bytes <= machine.rates.capacity };
  });
  const { best, evaluated } = searchStrategies(problem, spaceOf(application.num_blocks, execution.batch_size), {
    top: 1,
  });
  return { theirs, ours: best[0]!, evaluated };
}

/** Every degree, micro-batch and switch of Calculon's own search. */
function spaceOf(layers: number, batch: number): SearchSpace {
  return {
    cp: [1],
    vp: divisors(layers),
    microBatch: divisors(batch).filter((n) => n <= 64),
    schedule: ['1f1b', 'interleaved'],
    recompute: ['none', 'selective', 'full'],
    tpComm: ['ar', 'p2p-rs-ag', 'rs-ag'],
    tpOverlap: ['none'],
    gatherAgain: [false, true],
    fusedActivation: [false, true],
    zero: [0, 1],
    dpOverlap: [false, true],
  };
}

/** The comparison as Markdown. */
export function searchSection({ theirs, ours, evaluated }: SearchBeside): string {
  const fitting = theirs.filter(({ fits }) => fits);
  const least = Math.min(...fitting.map(({ seconds }) => seconds));
  const rows = theirs.map(({ recorded, strategy, seconds, fits }) => [
    `${worded(strategy)}`,
    recorded.stats!.total_time!.toFixed(2),
    seconds.toFixed(2),
    fits ? 'yes' : 'no',
  ]);
  return `## The optimum of one space

GPT-3 175B, batch 4,096, on 4,096 A100 80 GB, layers alone, without offload and overlap of tensor parallelism: Calculon's search keeps the ten fastest of
149,424 executions. Ridgepoint searches the same degrees and switches (${evaluated.toLocaleString('en')} strategies) at its own price, runtime and fragmentation in memory included:
**${worded(ours.strategy)}, ${ours.seconds.toFixed(2)} s, ${verdict(ours.seconds, least)}**.${backPriced(ours.strategy)}

${table(['Calculon keeps', 'Calculon s', 'Ridgepoint s', 'fits by Ridgepoint'], rows)}
`;
}

function backPriced(strategy: Strategy): string {
  const seconds = PRICED[keyOf(strategy)];
  return seconds === undefined ? '' : ` Calculon makes ${seconds.toFixed(2)} s of it.`;
}

function verdict(ours: number, least: number): string {
  if (!Number.isFinite(least)) return 'none of the ten fits by its count of memory';
  const share = ours / least - 1;
  return Math.abs(share) < 5e-4
    ? 'as fast as the best of the ten that fit'
    : `${signed(share)} beside the best of the ten that fit`;
}

const worded = (s: Strategy): string =>
  `TP ${s.tp}, PP ${s.pp}, DP ${s.dp}, chunks ${s.vp}, micro-batch ${s.microBatch}, recompute ${s.recompute}, ZeRO ${s.zero}, ${s.tpComm}${s.gatherAgain ? ', gathers again' : ''}${s.fusedActivation ? ', fused activation' : ''}`;
