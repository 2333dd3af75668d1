import { type StepTimer, weightBytes } from '../../../serving/index.ts';
import type { ServingCase } from '../case.ts';
import type { Ready } from './ready.ts';

const ROOM = 0.8; // of memory for caches, where weights lie elsewhere

/**
 * A replica whose weights come over a slower road in every iteration, while the one before is computed. Caches that do not fit beside
 * them come the same way.
 */
export function streamed(one: ServingCase, ready: Ready): Ready {
  const { streamedBytesPerSecond: rate, problem } = one;
  if (!rate) return ready;
  const weights = weightBytes(problem.architecture, problem.deployment).total;
  const { timer, bytesPerToken } = ready;
  const room = ROOM * problem.machine.rates.capacity;
  const seconds: StepTimer['seconds'] = (step) => {
    const cache = step.decodeContext * bytesPerToken;
    return Math.max((weights + (cache > room ? cache : 0)) / rate, timer.seconds(step));
  };
  return { ...ready, timer: { ...timer, seconds, again: seconds } };
}
