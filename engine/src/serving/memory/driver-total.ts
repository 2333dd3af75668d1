import { assumption, type Because, defineTerm, derive, input } from '../../because/index.ts';
import { type Chip, cited } from '../../facts/index.ts';
import { capacityBytes } from '../../machine/rates.ts';
import { GiB } from './settings.ts';

/** What programs see of a chip's memory (cudaMemGetInfo), GiB, as engines logged it. */
const LOGGED: Readonly<Record<string, readonly [gib: number, source: string]>> = {
  'a100-40-sxm': [39.39, 'https://github.com/vllm-project/vllm/issues/5416'],
  'a100-80-sxm': [79.15, 'https://github.com/vllm-project/vllm/pull/10511'],
  'h100-sxm': [
    79.19,
    'https://github.com/llm-d-incubation/llm-d-planner/blob/main/docs/accuracy/vllm-v0.19.0-accuracy-report.md',
  ],
  'h200-sxm': [139.81, 'https://docs.vllm.ai (H200 start-up log, 2025-03)'],
  l40s: [44.42, 'https://github.com/vllm-project/vllm/issues/15815'],
  rtx3090: [23.56, 'https://github.com/vllm-project/vllm/pull/14447'],
  rtx4090: [25_250_627_584 / GiB, 'https://github.com/casys-kaist/LLMServingSim (bench/examples, RTX4090)'],
  t4: [14.74, 'vLLM start-up logs of 2025-02'],
};

/** Of capacities without a log: H100 .990, H200 .992, L40S .987, RTX 4090 .980, RTX 3090 .982. */
const SEEN = { value: 0.985, low: 0.975, high: 0.992 };
/** GPUs under macOS may use so much of unified memory: 21,845 of 32,768 MiB (M1 Max), 49,152 of 65,536 (M1 Max, M2 Max). */
const APPLE = [
  { upTo: 36 * GiB, value: 2 / 3, low: 2 / 3, high: 0.74 },
  { upTo: Number.POSITIVE_INFINITY, value: 0.75, low: 0.75, high: 0.84 },
];
const APPLE_SOURCE =
  'Metal recommendedMaxWorkingSetSize: https://github.com/ggml-org/llama.cpp/issues/1870, https://github.com/ggml-org/llama.cpp/pull/2011; macOS 26 gives 0.84 of 128 GiB (https://github.com/antirez/ds4/pull/893)';
/** The rest of a computer's memory is the system's and other programs'. */
const HOST = { value: 0.9, low: 0.8, high: 0.95 };

export const visible = defineTerm(
  {
    term: 'memory.visible',
    formula: 'capacity · share',
    unit: 'B',
    symbols: {
      capacity: { unit: 'B', meaning: 'memory of the accelerator' },
      share: { unit: '1', meaning: 'what its driver or operating system lets one program use' },
    },
    source: 'start-up logs of engines',
  },
  (capacity: number, share: number) => capacity * share,
);

export const isApple = (chip: Chip): boolean => chip.kind === 'soc' && chip.vendor === 'Apple';

/**
 * Bytes that one program can have on an accelerator. `capacity` that differs from the catalogue's is the user's word for what the
 * driver reports of a card; of a computer's unified memory it is still the whole.
 */
export function driverTotal(chip: Chip, capacity: number): Because {
  const stated = Math.abs(capacity - capacityBytes(chip)) > 1;
  const fact: Because = stated
    ? input('capacity', capacity, 'B')
    : { ...cited('capacity', chip.memory.capacity), value: capacity, unit: 'B' };
  const shared = isApple(chip) || chip.kind === 'cpu' || (chip.kind === 'soc' && /jetson/i.test(chip.id));
  if (shared) {
    const [share, source] = isApple(chip)
      ? ([APPLE.find(({ upTo }) => capacity <= upTo)!, APPLE_SOURCE] as const)
      : ([HOST, 'left to the operating system and other programs'] as const);
    return ranged(fact, share, source);
  }
  if (stated) return { ...fact, name: 'total' };
  const logged = LOGGED[chip.id];
  if (logged) {
    const [gib, source] = logged;
    return { name: 'total', value: gib * GiB, unit: 'B', kind: 'fact', source, grade: 'measured' };
  }
  return ranged(fact, SEEN, 'logged of five cards: 0.980-0.992');
}

function ranged(capacity: Because, share: { value: number; low: number; high: number }, source: string): Because {
  const why = { ...assumption('share', share.value, '1', source), low: share.low, high: share.high };
  const total = derive('total', visible, [capacity, why]);
  return { ...total, low: capacity.value * share.low, high: capacity.value * share.high };
}
