import type { Messages } from '../messages/en.ts';
import type { Strategy } from '../training/strategy.ts';
import { comma } from './printer.ts';
import type { Speaker } from './speaker.ts';

/** A strategy in one line: "TP 8 · PP 16 ×2 · DP 128 · micro-batch 1 · no recompute". Degrees of one are left out. */
export function strategyLine({ strategy: words }: Messages, s: Strategy): string {
  const offloaded = (['weights', 'activations', 'optimizer'] as const).filter((what) => s.offload[what]);
  const parts = [
    s.tp > 1 && `TP ${s.tp}`,
    s.pp > 1 && `PP ${s.pp}${s.vp > 1 ? ` ×${s.vp}` : ''}`,
    s.cp > 1 && `CP ${s.cp}`,
    s.ep > 1 && `EP ${s.ep}${s.etp > 1 ? ` · ETP ${s.etp}` : ''}`,
    `DP ${s.dp}`,
    words.microBatch(s.microBatch),
    s.recompute === 'full' && s.recomputeLayers !== null
      ? words.recomputeLayers(s.recomputeLayers)
      : words.recompute[s.recompute],
    s.pp > 1 && s.schedule !== '1f1b' && s.schedule !== 'interleaved' && words.schedules[s.schedule],
    s.dp > 1 && s.zero > 0 && words.zero[s.zero].replace(/ \(.*\)|（.*）/, ''),
    s.shardGroup !== null && words.shardGroup(s.shardGroup),
    offloaded.length > 0 &&
      words.offload(offloaded.map((what) => words.offloaded[what]).join(', '), words.offloadTo[s.offload.to]),
  ];
  return parts.filter(Boolean).join(' · ');
}

/** Degrees alone: "TP 8 · PP 16×2 · DP 128 · MB 1". */
export const degreesLine = (s: Strategy): string =>
  [
    s.tp > 1 && `TP ${s.tp}`,
    s.pp > 1 && `PP ${s.pp}${s.vp > 1 ? `×${s.vp}` : ''}`,
    s.cp > 1 && `CP ${s.cp}`,
    s.ep > 1 && `EP ${s.ep}`,
    `DP ${s.dp}`,
    `MB ${s.microBatch}`,
  ]
    .filter(Boolean)
    .join(' ');

/** Choices beside the degrees in which a strategy differs from another, in words. */
export function otherChoices(speaker: Speaker, s: Strategy, from: Strategy): string {
  const { strategy: words, face: more } = speaker.messages;
  const parts = [
    s.recompute !== from.recompute && words.recompute[s.recompute],
    s.schedule !== from.schedule && s.pp > 1 && words.schedules[s.schedule],
    s.zero !== from.zero && words.zero[s.zero].replace(/ \(.*\)|（.*）/, ''),
    s.fusedActivation !== from.fusedActivation && (s.fusedActivation ? more.fused : more.notFused),
    s.cpKind !== from.cpKind && s.cp > 1 && words.cpKinds[s.cpKind],
    s.offload.optimizer !== from.offload.optimizer &&
      words.offload(words.offloaded.optimizer, words.offloadTo[s.offload.to]),
  ];
  return parts.filter(Boolean).join(comma(speaker));
}
