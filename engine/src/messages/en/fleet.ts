import type { FleetObjective, PoolKind, WorkKind } from '../../decide/index.ts';
import { type Near, nearest } from './words.ts';

/** What a placement of a fleet says. Every figure comes printed by units/. */
export const fleet = {
  placed: {
    cost: (v: { cost: string; periods: string }) => `Everything has a place: ${v.cost} over ${v.periods}.`,
    energy: (v: { energy: string; cost: string; periods: string }) =>
      `Everything has a place: ${v.energy} over ${v.periods}, for ${v.cost}.`,
    value: (v: { value: string; cost: string; periods: string }) =>
      `Done is work worth ${v.value}, for ${v.cost} over ${v.periods}.`,
  } satisfies Record<FleetObjective, unknown>,
  periods: (v: { count: string; first: string; last: string }) => `${v.count} periods, ${v.first} to ${v.last}`,
  onePeriod: (v: { name: string }) => `one period, ${v.name}`,
  progress: (v: { share: string; left: string }) => `${v.share} estimated and placed`,
  stopped: 'The search was cut short before anything was placed.',
  impossible: (v: { count: string }) =>
    v.count === '1'
      ? 'Nothing fits, and one thing alone is in the way.'
      : `Nothing fits: ${v.count} things are in each other's way.`,
  leftOut: (v: { names: string }) => `Left out, for it costs more than it is worth or has no place: ${v.names}.`,
  ofBudget: (v: { share: string; budget: string }) => `${v.share} of the budget of ${v.budget}`,
  vendor: (v: { vendor: string; kinds: string }) => `${v.vendor}: ${v.kinds}`,
  kindShare: (v: { kind: string; share: string }) => `${v.share} of ${v.kind}`,
  proven: 'proven to be the best placement of all',
  unproven: (v: { gap: string }) => `no placement is more than ${v.gap} better`,
  kinds: {
    pretraining: 'pre-training',
    posttraining: 'post-training',
    batch: 'batch inference',
    online: 'online inference',
  } satisfies Record<WorkKind, string>,
  poolKinds: { owned: 'owned', rented: 'rented', reserved: 'reserved' } satisfies Record<PoolKind, string>,
  where: 'Accelerators at work, mean of each period',
  done: 'all of it',
  columns: { work: 'work', pool: 'pool', share: 'share', site: 'site' },
  use: 'Use of each pool, and of power',
  poolLine: (v: { count: string; kind: string; chip: string }) => `${v.count} ${v.kind}`,
  power: (v: { site: string; limit: string }) => `power ${v.site}, ${v.limit}`,
  powerFree: (v: { site: string }) => `power ${v.site}`,
  worth: 'One more is worth',
  worthUnit: {
    supply: (v: { name: string; gain: string; periods: string }) =>
      `an accelerator in ${v.name}: ${v.gain} (${v.periods})`,
    power: (v: { name: string; gain: string; periods: string }) => `a MW at ${v.name}: ${v.gain} (${v.periods})`,
    budget: (v: { gain: string }) => `a dollar of budget: ${v.gain}`,
    spend: (v: { gain: string; periods: string }) => `a dollar to spend in a period: ${v.gain} (${v.periods})`,
  },
  inPeriod: (v: { name: string; gain: string }) => `${v.name} ${v.gain}`,
  more: {
    supply: (v: { name: string; by: string; gain: string }) =>
      `${v.by} more in ${v.name} in every period, all placed anew: ${v.gain} saved`,
    power: (v: { name: string; by: string; gain: string }) =>
      `${v.by} more at ${v.name} in every period, all placed anew: ${v.gain} saved`,
  },
  noWorth: 'no limit binds: more of any of them saves nothing',
  flips: 'Flips',
  flip: {
    cheaper: (v: { pool: string; price: string; now: string; moves: string }) =>
      `${v.pool} below ${v.price} (now ${v.now}): ${v.moves}`,
    dearer: (v: { pool: string; price: string; now: string; moves: string }) =>
      `${v.pool} above ${v.price} (now ${v.now}): ${v.moves}`,
  },
  move: (v: { work: string; from?: string; to?: string }) =>
    v.from && v.to
      ? `${v.work} goes from ${v.from} to ${v.to}`
      : v.to
        ? `${v.work} goes to ${v.to}`
        : `${v.work} leaves ${v.from}`,
  noFlips: 'no pool’s price alone changes the placement between a tenth and four times of today’s',
  few: {
    placed:
      'Of so large a portfolio the prices that would flip it and the ends of the estimates are not worked out; --reasons all does, in minutes.',
    impossible:
      'Of so large a portfolio parts of whole choices are allowed here, so that at least as much is needed; --reasons all is exact, in minutes.',
  },
  ends: 'Estimates',
  end: {
    low: (v: { cost: string; moves: string }) =>
      `all at their low end: ${v.cost}${v.moves ? `; ${v.moves}` : ', same places'}`,
    high: (v: { cost: string; moves: string }) =>
      `all at their high end: ${v.cost}${v.moves ? `; ${v.moves}` : ', same places'}`,
  },
  endNot: { low: 'all at their low end: nothing fits', high: 'all at their high end: nothing fits' },
  alone: 'Each alone: what it takes, what that costs, and the price of an hour at which it would be level',
  aloneColumns: { work: 'work', pool: 'pool', need: 'takes', cost: 'costs', level: 'level at', note: '' },
  level: (v: { price: string; now: string }) => `${v.price}, now ${v.now}`,
  notes: {
    never: 'software not ready',
    from: (v: { period: string }) => `ready from ${v.period}`,
    refused: (v: { sentence: string }) => `does not run: ${v.sentence}`,
    promise: 'no deployment keeps the promise',
    cheapest: 'cheapest',
  },
  accelerators: (v: { count: string }) => `${v.count} accelerators`,
  conflict: {
    must: (v: { name: string; by: string }) =>
      `${v.name} must be done; ${v.by ? `${v.by} of it has no place` : 'none of it has a place'}`,
    start: (v: { name: string; limit: string; until: string }) =>
      `${v.name} cannot begin before ${v.limit}${v.until ? `; from ${v.until} it would fit` : '; no earlier start helps'}`,
    deadline: (v: { name: string; limit: string; until: string }) =>
      `${v.name} must be done by ${v.limit}${v.until ? `; by ${v.until} it would fit` : '; no later period helps'}`,
    ready: (v: { name: string; work: string; limit: string; until: string }) =>
      `${v.name} is ${v.limit ? `ready for ${v.work} from ${v.limit} only` : `not ready for ${v.work}`}${v.until ? `; from ${v.until} it would fit` : ''}`,
    supply: (v: { name: string; limit: string; by: string }) =>
      `${v.name} has ${v.limit} accelerators${v.by ? `; ${v.by} more would do` : '; no number of them helps'}`,
    power: (v: { name: string; limit: string; by: string }) =>
      `${v.name} has ${v.limit} of power${v.by ? `; ${v.by} more would do` : '; no more of it helps'}`,
    budget: (v: { limit: string; by: string }) =>
      `the budget is ${v.limit}${v.by ? `; ${v.by} more would do` : '; no more of it helps'}`,
    spend: (v: { limit: string; by: string }) =>
      `a period may spend ${v.limit}${v.by ? `; ${v.by} more a period would do` : '; no more of it helps'}`,
  },
  conflictCost: (v: { cost: string }) => `the whole plan then costs ${v.cost}`,
  conflictElse: 'not enough alone: something else is in the way, too',
  conflictRule: 'Without any one of these the others can be kept.',
  conflictOne: 'Without it everything else can be kept.',
  cheapest: (v: { what: string; cost: string }) => `Cheapest way out: ${v.what}; ${v.cost} in all.`,
  wayOut: {
    start: (v: { name: string; until: string }) => `${v.name} from ${v.until}`,
    deadline: (v: { name: string; until: string }) => `${v.name} by ${v.until}`,
    ready: (v: { name: string; work: string; until: string }) => `${v.name} ready for ${v.work} from ${v.until}`,
    supply: (v: { name: string; by: string }) => `${v.by} more in ${v.name}`,
    power: (v: { name: string; by: string }) => `${v.by} more at ${v.name}`,
    budget: (v: { by: string }) => `${v.by} more of budget`,
    spend: (v: { by: string }) => `${v.by} more a period`,
  },
  leastChange: (v: { changes: string }) => `Least change of all limits together: ${v.changes}`,
  change: {
    supply: (v: { name: string; by: string; share: string }) => `${v.name} +${v.by} (+${v.share})`,
    power: (v: { name: string; by: string; share: string }) => `${v.name} +${v.by} (+${v.share})`,
    budget: (v: { by: string; share: string }) => `budget +${v.by} (+${v.share})`,
    spend: (v: { by: string; share: string }) => `spend a period +${v.by} (+${v.share})`,
  },
  errors: {
    unknownPeriod: (v: { name: string; nearest?: Near }) =>
      `there is no period "${v.name}"${nearest(v.nearest, 'there are')}`,
    unknownSite: (v: { name: string; nearest?: Near }) => `fleet.sites has no "${v.name}"${nearest(v.nearest)}`,
    unknownPool: (v: { name: string; nearest?: Near }) =>
      `"${v.name}" is neither a pool nor an accelerator of the catalogue${nearest(v.nearest)}`,
    namedTwice: (v: { what: string; value: string }) =>
      `${what(v.what)}"${v.value}" comes twice; nearest: names that differ`,
    periodsMismatch: (v: { what: string; value: string; values: string; periods: string }) =>
      `${what(v.what)}"${v.value}" has ${v.values} values for ${v.periods} periods; nearest: one value for all, or ${v.periods}`,
    deadlineBeforeStart: (v: { what: string; value: string; start: string }) =>
      `${what(v.what)}"${v.value}" lies before the start, ${v.start}; nearest: ${v.start}`,
    onlyOnline: (v: { what: string; kind: string }) =>
      `${what(v.what)}only online work has a load by period, ${v.kind} is done once; nearest: from and deadline`,
    noAlternative: (v: { name: string; chips: string; nearest?: Near }) =>
      `nothing says what "${v.name}" takes on the accelerators of the pools (${v.chips}); give train:, serve:, or on:${nearest(v.nearest)}`,
    runsNowhere: (v: { name: string; chips: string; rule: string; nearest?: Near }) =>
      `"${v.name}" runs on no accelerator of the pools (${v.chips}; ${v.rule})${nearest(v.nearest) || '; nearest: another model, more accelerators, a looser promise'}`,
    tooManyCells: (v: { value: string; cells: string; max: string }) =>
      `workloads × pools × periods = ${v.value} = ${v.cells}, at most ${v.max} are placed; nearest: fewer, longer periods`,
    noPrice: (v: { pool: string; chip: string }) =>
      `no price of ${v.chip} is in the catalogue; give pool "${v.pool}" one, for example price: 3 USD/h`,
  },
};

const what = (path: string): string => (path ? `${path} ` : '');
