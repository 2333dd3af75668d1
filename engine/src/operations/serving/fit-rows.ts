import type { FitRow } from '../../report/index.ts';
import { emptyStep, type KvCapacity, qualityOf, servingRange } from '../../serving/index.ts';
import type { Ranged } from '../../training/answer.ts';
import type { OptionChoice } from './option-choice.ts';
import { capacityAt, isReady, type ReadyServing, rankOf, readyOption } from './ready-option.ts';
import { defaultWeights } from './serving-defaults.ts';
import { brokenRule } from './serving-rules.ts';
import type { ServingPlace, ServingSetting } from './settle-serving.ts';

/** What one format of one model is on so many accelerators. `timed` false: memory alone is looked at. */
export function fitRow(setting: ServingSetting, choice: OptionChoice, context: number, timed: boolean): FitRow {
  const { network, load } = setting;
  const { place, cut, weights, kv } = choice;
  const { architecture, parameters } = network;
  const ready = timed ? readyOption(setting, choice) : null;
  const capacity = ready?.capacity ?? capacityAt(setting, choice);
  const most = architecture.maxPositions || Number.MAX_SAFE_INTEGER;
  const fits = capacity.fits && longest(capacity, capacity.kvBytes.value, most) >= load.input + load.output;
  const speeds = ready && fits && isReady(ready) ? speedsOf(ready, setting) : null;
  return {
    chip: place.chip.id,
    chipName: place.chip.name,
    accelerators: rankOf(cut),
    model: architecture.id,
    modelName: architecture.name,
    parameters: parameters.total,
    engine: place.profile.name,
    weights: weights.id,
    kv,
    fits,
    roomy: fits && longest(capacity, capacity.kvBytes.value, most) >= context,
    weightBytes: capacity.parts.find(({ part }) => part === 'weights')?.value ?? 0,
    totalBytes: capacity.totalBytes,
    longestContext: over(capacity, (bytes) => longest(capacity, bytes, most), 'token'),
    largestBatch: over(capacity, (bytes) => Math.floor(bytes / capacity.sequenceBytes(context)), '1'),
    decode: speeds?.decode ?? null,
    prefill: speeds?.prefill ?? null,
    quality: qualityOf(weights.id, weights.id === defaultWeights(architecture, place.chip, place.profile).format.id),
    grade: speeds ? (ready as ReadyServing).grade : null,
  };
}

/** A figure of the memory that is left, and of its range. */
const over = ({ kvBytes }: KvCapacity, of: (bytes: number) => number, unit: string): Ranged => ({
  value: of(kvBytes.value),
  low: of(kvBytes.low),
  high: of(kvBytes.high),
  unit,
});

/** Longest request whose cache is no larger; windows and states make long ones cheaper than a token times their length. */
function longest({ sequenceBytes }: KvCapacity, bytes: number, most: number): number {
  if (sequenceBytes(1) > bytes) return 0;
  let low = 1;
  let high = Math.min(most, 2 ** 30);
  if (sequenceBytes(high) <= bytes) return high;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (sequenceBytes(middle) <= bytes) low = middle;
    else high = middle;
  }
  return low;
}

/** One request by itself: tokens of its answer and of its prompt a second. */
function speedsOf({ timer, basis }: ReadyServing, { load }: ServingSetting): { decode: Ranged; prefill: Ranged } {
  const decode = emptyStep();
  decode.decodes = 1;
  decode.logits = 1;
  decode.decodeContext = load.input + load.output / 2;
  decode.longestContext = decode.decodeContext;
  const prompt = emptyStep();
  prompt.chunks = 1;
  prompt.chunkTokens = load.input;
  prompt.chunkSquares = load.input ** 2;
  prompt.chunkPairs = (load.input * (load.input + 1)) / 2;
  prompt.logits = 1;
  const perSecond = (quantity: 'tpot' | 'ttft', seconds: number, tokens: number): Ranged => {
    const { value, low, high } = servingRange(quantity, seconds, basis);
    return { value: tokens / value, low: tokens / high, high: tokens / low, unit: 'token/s' };
  };
  return {
    decode: perSecond('tpot', timer.seconds(decode), 1),
    prefill: perSecond('ttft', timer.seconds(prompt), load.input),
  };
}

/** All accelerators as one replica: layers dealt to them by llama.cpp, matrices cut elsewhere as far as the heads divide. */
export function wholeCut({ network }: ServingSetting, { profile }: ServingPlace, count: number): OptionChoice['cut'] {
  const { architecture } = network;
  const alone = { dp: 1, ep: 1 };
  if (profile.family === 'llamacpp' || profile.family === 'mlx')
    return { tp: 1, pp: Math.min(count, architecture.order.length), ...alone };
  for (let tp = count; tp > 1; tp--)
    if (count % tp === 0 && brokenRule(architecture, { tp, pp: count / tp, ...alone }) === null)
      return { tp, pp: count / tp, ...alone };
  return { tp: 1, pp: Math.min(count, architecture.order.length), ...alone };
}

/** What holds the context, quality, then speed: of formats that lose as little, the fastest. What does not fit comes last. */
export const betterFit = (a: FitRow, b: FitRow): number =>
  Number(b.fits) - Number(a.fits) ||
  Number(b.roomy) - Number(a.roomy) ||
  a.quality.tier - b.quality.tier ||
  (b.decode?.value ?? 0) - (a.decode?.value ?? 0) ||
  a.weightBytes - b.weightBytes;
