import type { ServeQuestion } from '../../report/index.ts';
import type { Demand } from '../../serving/index.ts';
import type { StatedChoice } from './option-choice.ts';
import { type DoesNotFit, isReady, type ReadyServing } from './ready-option.ts';
import type { ServingSetting } from './settle-serving.ts';

/** What was asked, settled. */
export function questionOf(
  { network, load, traffic, scenario, pictures }: ServingSetting,
  { place, cut, weights, kv, replicas }: StatedChoice,
  option: ReadyServing | DoesNotFit,
  { kind }: Demand,
): ServeQuestion {
  const { architecture, parameters } = network;
  const ready = isReady(option) ? option.replica : null;
  const { settings } = place.profile;
  return {
    model: architecture.id,
    modelName: architecture.name,
    parameters: parameters.total,
    ...(architecture.vision && { visionParameters: architecture.vision.parameters }),
    chip: place.chip.id,
    chipName: place.chip.name,
    memoryBytes: scenario.on.memory ?? null,
    accelerators: cut.tp * cut.pp * cut.dp * replicas,
    replicas,
    ...cut,
    engine: place.profile.name,
    weights: weights.id,
    kv,
    maxBatch: scenario.serve.max_batch ?? (ready && ready.maxBatch / cut.dp) ?? settings.maxBatch,
    maxBatchedTokens:
      scenario.serve.max_batched_tokens ?? (ready && ready.maxBatchedTokens / cut.dp) ?? settings.maxBatchedTokens,
    context: ready?.maxModelTokens ?? scenario.serve.context ?? null,
    load: {
      kind,
      ...load,
      ...(pictures && { pictures: pictures.said }),
      requestsPerSecond: kind === 'rate' ? (traffic?.perSecond ?? null) : null,
      peakPerSecond: kind === 'rate' ? (traffic?.peakPerSecond ?? null) : null,
      longest: traffic?.longest ?? null,
      clients: kind === 'clients' ? (traffic?.concurrency ?? null) : null,
    },
  };
}
