import {
  type Alternative,
  type Fleet,
  type Pool,
  placeFleet,
  WORK_KINDS,
  type Workload,
} from '@ridgepoint/engine/decide';
import { loadSolver } from '../solver.ts';
import { alone, cpuSeconds, type Measure } from './measure.ts';

const WORKLOADS = 40;
const POOLS = 8;
const PERIODS = 6;

/** A large portfolio placed, to a thousandth of the best. */
export async function benchFleet(): Promise<Measure[]> {
  const solver = await loadSolver();
  const fleet = largeFleet();
  const size = `${WORKLOADS} workloads × ${POOLS} pools × ${PERIODS} periods`;
  const placed = cpuSeconds(() => placeFleet(fleet, solver, { reasons: 'none' }));
  return [alone(`fleet: ${size} placed`, placed, 's')];
}

/** A fleet of every kind of work and pool in which supply, power and deadlines bind; the same on every run. */
export function largeFleet(): Fleet {
  const between = chance();
  const pools = Array.from({ length: POOLS }, (_, p): Pool => {
    const kind = p % 4 === 0 ? 'owned' : p % 4 === 3 ? 'reserved' : 'rented';
    const from = p % 3 === 2 ? 1 : 0;
    const count = 8 * Math.round(between(40, 160));
    const usd = kind === 'owned' ? 0 : between(1.2, 6);
    return {
      name: `pool ${p}`,
      kind,
      chip: `chip ${p % 5}`,
      count: Array.from({ length: PERIODS }, (__, t) => (t >= from ? count : 0)),
      lot: 8,
      watts: between(900, 2000),
      site: kind === 'owned' ? 0 : null,
      usdPerHour: Array.from({ length: PERIODS }, () => usd),
      priceRange: [0.8, 1.3],
      ready: {
        pretraining: { from: p % 4 === 1 ? null : 0, portUsd: 0 },
        posttraining: { from: 0, portUsd: 0 },
        batch: { from: 0, portUsd: p % 2 === 0 ? 0 : 50_000 },
        online: { from: p % 5 === 4 ? 2 : 0, portUsd: 0 },
      },
    };
  });
  const workloads = Array.from({ length: WORKLOADS }, (_, w): Workload => {
    const kind = WORK_KINDS[w % 4]!;
    const online = kind === 'online';
    const size = online ? between(16, 80) : between(30_000, 300_000);
    const first = online ? 0 : w % 3;
    return {
      name: `work ${w}`,
      kind,
      load: online ? Array.from({ length: PERIODS }, (__, t) => 1 + 0.1 * t) : null,
      first,
      last: online ? PERIODS - 1 : Math.min(PERIODS - 1, first + 3),
      split: kind !== 'pretraining',
      value: null,
      alternatives: pools.map((__, pool): Alternative => {
        const value = size * between(0.5, 2);
        const together = kind === 'pretraining';
        return {
          pool,
          need: { value, low: 0.8 * value, high: 1.25 * value },
          atMost: together ? 128 : Number.POSITIVE_INFINITY,
          together,
          lot: online ? 4 : 0,
        };
      }),
    };
  });
  return {
    objective: 'cost',
    periods: Array.from({ length: PERIODS }, (_, t) => ({ name: `Q${t + 1}`, hours: 2184 })),
    sites: [{ name: 'hall', watts: Array.from({ length: PERIODS }, () => 1e6), usdPerKilowattHour: 0.08 }],
    pools,
    workloads,
    budget: 100e6,
    spend: null,
  };
}

/** Numbers between two ends, the same ones every time: the minimal standard generator of Park and Miller (CACM 31(10), 1988). */
function chance(): (low: number, high: number) => number {
  let state = 20_261_129;
  return (low, high) => {
    state = (16_807 * state) % 2_147_483_647;
    return low + ((high - low) * state) / 2_147_483_647;
  };
}
