import type { Alternative, Period, Pool, Workload } from '../../decide/index.ts';
import { type Catalogue, findByName } from '../../facts/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import { nearest, parseQuantity, type Unit, UnitError } from '../../units/index.ts';
import { refuse } from '../input-error.ts';
import type { Context } from '../operation.ts';
import { QUANTITY_CODES } from '../scenario/field.ts';
import type { Estimated, How } from './estimated.ts';
import type { NeedWords, WorkloadWords } from './fleet-schema.ts';
import type { MoneyReader } from './money-reader.ts';
import { periodAt, spread } from './period-words.ts';
import type { SettledPool } from './pool-words.ts';
import { serveNeed } from './serve-need.ts';
import { trainNeed } from './train-need.ts';

/** Replicas are given this share of what they carry without queues, where nobody says. */
const FILL: Assumed & { readonly value: number } = {
  key: 'fill',
  value: 0.6,
  unit: 'share',
  source: 'room for queues',
};

/** What a workload would need on a pool, and where that comes from. */
export interface Offer extends Estimated {
  readonly workload: number;
  readonly pool: number;
  readonly from: 'given' | 'train' | 'serve';
  /** Only where it was given by hand. */
  readonly given?: Pick<Alternative, 'atMost' | 'together' | 'lot'>;
}

interface Ground {
  readonly context: Pick<Context, 'catalogue'>;
  readonly periods: readonly Period[];
  readonly pools: readonly SettledPool[];
  readonly money: MoneyReader;
  readonly assumed: Assumed[];
  /** Called before each estimate with the share of pools that is done; may throw to stop. */
  readonly told: (share: number) => void;
  /** Estimates that were made, by what was asked. */
  readonly made: Map<string, Estimated>;
}

/** One workload with what it needs on every pool. Throws InputError. */
export function readWorkload(
  ground: Ground,
  index: number,
  name: string,
  words: WorkloadWords,
): { workload: Workload; offers: Offer[] } {
  const { periods, money } = ground;
  const path = `fleet.workloads.${name}`;
  const online = words.kind === 'online';
  const first = words.from === undefined ? 0 : periodAt(periods, words.from, `${path}.from`);
  const last =
    words.deadline === undefined ? periods.length - 1 : periodAt(periods, words.deadline, `${path}.deadline`);
  if (last < first)
    throw refuse('deadline-before-start', `${path}.deadline`, {
      value: periods[last]!.name,
      values: { start: periods[first]!.name },
      nearest: [periods[first]!.name],
    });
  if (words.load && !online)
    throw refuse('only-online', `${path}.load`, { value: words.load.join(', '), values: { kind: words.kind } });
  const load = online
    ? spread(words.load ?? [1], periods, `${path}.load`).map((times, t) => (t >= first && t <= last ? times : 0))
    : null;
  const offers = offersOf(ground, index, words, path);
  const alternatives = offers.flatMap((offer): Alternative[] => alternativeOf(ground, words, offer));
  if (alternatives.length === 0) throw withoutAlternative(ground, name, words, offers, path);
  return {
    offers,
    workload: {
      name,
      kind: words.kind,
      load,
      first: online ? 0 : first,
      last: online ? periods.length - 1 : last,
      split: words.split ?? words.kind !== 'pretraining',
      value: words.value === undefined ? null : money.read(`${path}.value`, words.value, 'USD'),
      alternatives,
    },
  };
}

function offersOf(ground: Ground, workload: number, words: WorkloadWords, path: string): Offer[] {
  const { pools, context, told } = ground;
  const byHand = Object.entries(words.on ?? {});
  if (words.train && words.serve) throw refuse('two-ways', path, { value: 'train, serve', nearest: ['train'] });
  if (words.serve && words.kind !== 'online' && words.requests === undefined)
    throw refuse('missing', `${path}.requests`, { values: { flag: 'requests: 10M' } });
  for (const [key] of byHand) checkPlace(context.catalogue, pools, key, `${path}.on`);
  return pools.flatMap(({ pool, chip }, p): Offer[] => {
    told(p / pools.length);
    const hand =
      byHand.find(([key]) => key === pool.name) ??
      byHand.find(([key]) => findByName(context.catalogue.chips, key)?.id === chip.id);
    if (hand) return [{ workload, pool: p, from: 'given', ...givenNeed(words, hand[1], `${path}.on.${hand[0]}`) }];
    if (words.train) return [{ workload, pool: p, from: 'train', ...trained(ground, words, pool, path) }];
    if (words.serve) return [{ workload, pool: p, from: 'serve', ...served(ground, words, pool, path) }];
    return [];
  });
}

/** A name in `on` means a pool, or an accelerator of the catalogue. */
function checkPlace(catalogue: Catalogue, pools: readonly SettledPool[], key: string, path: string): void {
  if (pools.some(({ pool }) => pool.name === key) || findByName(catalogue.chips, key)) return;
  const known = [...pools.map(({ pool }) => pool.name), ...pools.map(({ chip }) => chip.id)];
  const near = nearest(key, known);
  throw refuse('unknown-name', path, {
    value: key,
    values: { kind: 'pool' },
    nearest: near.length > 0 ? near : [...new Set(known)].slice(0, 6),
  });
}

function givenNeed(
  { kind }: WorkloadWords,
  words: NeedWords,
  path: string,
): Pick<Offer, 'need' | 'refused' | 'how' | 'given'> {
  const said = typeof words === 'string' ? { needs: words } : words;
  const unit: Unit = kind === 'online' ? '1' : 'GPU-h';
  const value = quantityOf(said.needs, unit, typeof words === 'string' ? path : `${path}.needs`);
  const low = said.low === undefined ? value : quantityOf(said.low, unit, `${path}.low`);
  const high = said.high === undefined ? value : quantityOf(said.high, unit, `${path}.high`);
  if (low > value)
    throw refuse('too-large', `${path}.low`, { value: said.low, values: { max: value, unit }, nearest: [said.needs] });
  if (high < value)
    throw refuse('too-small', `${path}.high`, {
      value: said.high,
      values: { min: value, unit },
      nearest: [said.needs],
    });
  const together = said.together !== undefined;
  return {
    need: { value, low, high },
    refused: null,
    how: null,
    given: { atMost: said.together ?? said.at_most ?? Number.POSITIVE_INFINITY, together, lot: said.lot ?? 0 },
  };
}

function quantityOf(typed: string, unit: Unit, path: string): number {
  try {
    const value = parseQuantity(typed, unit);
    if (value > 0) return value;
  } catch (error) {
    if (!(error instanceof UnitError)) throw error;
    throw refuse(QUANTITY_CODES[error.code], path, { value: typed, values: { unit }, nearest: error.nearest });
  }
  throw refuse('too-small', path, { value: typed, values: { min: 1, unit }, nearest: ['1'] });
}

function trained({ context, made }: Ground, words: WorkloadWords, pool: Pool, path: string): Estimated {
  const count = words.accelerators ?? wholeServers(Math.max(...pool.count));
  return once(made, `${path} ${pool.chip} ${count}`, () => trainNeed(context, words.train!, pool.chip, count, path));
}

/** Whole servers of eight, where there are as many. */
const wholeServers = (count: number): number => (count > 8 ? count - (count % 8) : Math.max(1, count));

function served({ context, made, assumed }: Ground, words: WorkloadWords, pool: Pool, path: string): Estimated {
  const { serve, slo } = words;
  const online = words.kind === 'online';
  const fill = words.fill ?? (online ? FILL.value : 1);
  if (online && words.fill === undefined && !assumed.includes(FILL)) assumed.push(FILL);
  // Answers in all come as fast as they can be given: any rate says what they are like.
  const traffic = online ? words.traffic : { ...words.traffic, rate: words.traffic?.rate ?? 1 };
  return once(made, `${path} ${pool.chip}`, () =>
    serveNeed(
      context,
      { serve: serve!, ...(traffic && { traffic }), ...(slo && online && { slo }) },
      pool.chip,
      { fill, requests: online ? null : words.requests! },
      path,
    ),
  );
}

function once(made: Map<string, Estimated>, key: string, make: () => Estimated): Estimated {
  const known = made.get(key);
  if (known) return known;
  const found = make();
  made.set(key, found);
  return found;
}

function alternativeOf({ pools }: Ground, words: WorkloadWords, { pool, need, how, given }: Offer): Alternative[] {
  if (!need) return [];
  const pace = pools[pool]!.pace[words.kind];
  const slower = { value: need.value / pace, low: need.low / pace, high: need.high / pace };
  return [{ pool, need: slower, ...(given ?? wayOf(words, how)) }];
}

/** A training run takes its accelerators together; a service grows by replicas; answers in all go where there is room. */
function wayOf({ kind }: WorkloadWords, how: How | null): Pick<Alternative, 'atMost' | 'together' | 'lot'> {
  if (how?.kind === 'train') return { atMost: how.accelerators, together: true, lot: 0 };
  return {
    atMost: Number.POSITIVE_INFINITY,
    together: false,
    lot: how?.kind === 'serve' && kind === 'online' ? how.accelerators : 0,
  };
}

function withoutAlternative(
  { pools }: Ground,
  name: string,
  words: WorkloadWords,
  offers: readonly Offer[],
  path: string,
) {
  const chips = [...new Set(pools.map(({ chip }) => chip.id))];
  const nowhere = offers.length > 0 && offers.every(({ need }) => need === null);
  return refuse(nowhere ? 'runs-nowhere' : 'no-alternative', path, {
    value: name,
    values: { chips: chips.join(', '), rule: offers[0]?.refused?.rule ?? '' },
    nearest: words.on || !nowhere ? [`on: { ${chips[0]}: ${words.kind === 'online' ? '64' : '100k GPU-h'} }`] : [],
  });
}
