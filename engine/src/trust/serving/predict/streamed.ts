import { type StepTimer, weightBytes } from '../../../serving/index.ts';
import type { ServingCase } from '../case.ts';
import type { Ready } from './ready.ts';

/** A replica whose weights come over a slower road in every iteration, while the one before is computed. */
export function streamed(one: ServingCase, ready: Ready): Ready {
  const { streamedBytesPerSecond: rate, problem } = one;
  if (!rate) return ready;
  const bytes = weightBytes(problem.architecture, problem.deployment).total;
  const { timer } = ready;
  const seconds: StepTimer['seconds'] = (step) => Math.max(bytes / rate, timer.seconds(step));
  return { ...ready, timer: { ...timer, seconds } };
}
