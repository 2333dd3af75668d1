import type { ReplicaSettings, SchedulerName } from '../settings.ts';
import { sarathi } from './sarathi.ts';
import type { Scheduler } from './scheduler.ts';
import { sglang } from './sglang.ts';
import { staticBatch } from './static.ts';
import { trtllm } from './trtllm.ts';
import { vidurSarathi } from './vidur-sarathi.ts';
import { vidurVllm } from './vidur-vllm.ts';
import { vllmV0 } from './vllm-v0.ts';
import { vllmV1 } from './vllm-v1.ts';

const BY_NAME: Readonly<Record<SchedulerName, (settings: ReplicaSettings) => Scheduler>> = {
  'vllm-v1': vllmV1,
  'vllm-v0': ({ chunkedPrefill }) => vllmV0(chunkedPrefill),
  sarathi,
  sglang,
  trtllm,
  static: staticBatch,
  'vidur-vllm': vidurVllm,
  'vidur-sarathi': vidurSarathi,
};

/** The scheduler of one replica: it may remember things, so each replica has its own. */
export const schedulerFor = (settings: ReplicaSettings): Scheduler => BY_NAME[settings.scheduler](settings);
