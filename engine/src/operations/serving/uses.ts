import { productRange } from '../../economics/index.ts';
import type { MoneyFigures, UseFigures } from '../../report/index.ts';
import {
  PEAK_TO_MEAN,
  PRESETS,
  peopleSession,
  presetRate,
  presetSession,
  type ServingMetrics,
  turnsPerSession,
} from '../../serving/index.ts';
import type { ServingSetting } from './settle-serving.ts';

const HOURS_OF_MONTH = 730.5; // h: a twelfth of 365.25 days

/**
 * Money of a task, of a user's month and of an hour of work, where the traffic is of people or of an application. A task is a
 * conversation, a document, an agent's job; the month is a user's share of a fleet that stands all month and is sized for this load as the
 * busiest; an hour of work is tasks one after the other, with the time to read and think between requests.
 * `share`: money of an hour is of so much of the fleet.
 */
export function usesOf(
  { scenario }: ServingSetting,
  money: Pick<MoneyFigures, 'perHour' | 'perRequest'>,
  metrics: { readonly e2e: Pick<ServingMetrics['e2e'], 'mean'> },
  share = 1,
): UseFigures | null {
  const { traffic = {} } = scenario;
  const use = useOf(traffic);
  if (!use) return null;
  const { requestsPerTask, peakPerUser, thinkSeconds } = use;
  const perRequestHour = money.perRequest.value;
  const perTask = perRequestHour * requestsPerTask;
  const rate = money.perHour.value / 3600 / money.perRequest.value; // requests/s
  // Users who were counted share all of it; else as many as the rate makes.
  const users = traffic.users !== undefined && traffic.rate === undefined ? traffic.users * share : rate / peakPerUser;
  const perUser = (money.perHour.value * HOURS_OF_MONTH) / users;
  const taskSeconds = requestsPerTask * (thinkSeconds + metrics.e2e.mean);
  const like = (value: number) => productRange(value, 'USD', [money.perRequest]);
  return {
    perTask: like(perTask),
    perUserMonth: like(perUser),
    perHourOfWork: taskSeconds > 0 && requestsPerTask > 1 ? like((perTask * 3600) / taskSeconds) : null,
  };
}

interface Use {
  readonly requestsPerTask: number;
  /** Requests/s of one user in the busiest ten minutes. */
  readonly peakPerUser: number;
  readonly thinkSeconds: number;
}

function useOf({
  preset: id,
  turns,
  question,
  answer,
}: NonNullable<ServingSetting['scenario']['traffic']>): Use | null {
  if (id !== undefined) {
    const preset = PRESETS[id];
    return {
      requestsPerTask: preset.beat ? 1 : turnsPerSession(presetSession(preset)),
      peakPerUser: presetRate(preset, 1).peak,
      thinkSeconds: preset.think.median.value,
    };
  }
  if (turns === undefined || question === undefined || answer === undefined) return null;
  const { requestsPerTask, thinkSeconds } = peopleSession();
  return { requestsPerTask, peakPerUser: (turns / 86_400) * PEAK_TO_MEAN.value, thinkSeconds };
}
