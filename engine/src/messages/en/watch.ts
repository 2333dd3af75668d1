import { type Near, nearest } from './words.ts';

/** Saved decisions that are reckoned again when facts change. Figures come printed. */
export const watch = {
  added: (v: { name: string; when: string; answer: string }) => `Watching ${v.name}: ${v.when}. Today: ${v.answer}.`,
  removed: (name: string) => `No longer watched: ${name}.`,
  none: 'Nothing is watched; add one with: ridgepoint watch add scenario.yaml --when "best changes"',
  quiet: (v: { decisions: string; facts: string }) =>
    `None of ${v.decisions} decisions changes; ${v.facts} facts are new or other than before.`,
  noFacts: (v: { decisions: string }) =>
    v.decisions === '1'
      ? 'No fact has changed since; the one decision stands.'
      : `No fact has changed since; ${v.decisions} decisions stand.`,
  changes: (v: { changed: string; decisions: string }) =>
    `${v.changed} of ${v.decisions} decisions change or come near it.`,
  changed: (v: { name: string; from: string; to: string }) => `${v.name} changes: ${v.from} → ${v.to}`,
  near: (v: { name: string; answer: string; margin: string }) =>
    `${v.name} is ${v.margin} from changing; still ${v.answer}`,
  stake: (v: { money: string }) => `at stake: ${v.money}`,
  because: 'because of',
  fact: {
    changed: (v: { entry: string; field: string; from: string; to: string }) =>
      `${v.entry}: ${v.field} ${v.from} → ${v.to}`,
    added: (v: { entry: string }) => `${v.entry}: new`,
    removed: (v: { entry: string }) => `${v.entry}: gone`,
  },
  more: (n: string) => `and ${n} more`,
  when: {
    best: (v: { measure: string }) => `when another is best on ${v.measure}`,
    choice: 'when another choice is best',
    verdict: 'when the verdict changes',
    rule: (v: { rule: string }) => `when "${v.rule}" begins or ceases to hold`,
    near: (v: { share: string }) => `or comes within ${v.share}`,
  },
  answers: {
    true: 'holds',
    false: 'does not hold',
    unknown: 'no such number',
    unreadable: 'cannot be read any more',
    none: 'none is possible',
  } as Readonly<Record<string, string>>,
  delivered: (v: { status: string }) => `told the webhook (${v.status})`,
  undelivered: (v: { reason: string }) => `the webhook could not be told (${v.reason}); the next check tells again`,
  feedTitle: 'Ridgepoint: decisions that changed',
  errors: {
    whenForm: (v: { value: string; nearest?: Near }) => `--when "${v.value}" is no occasion${nearest(v.nearest)}`,
    noWatch: (v: { name: string; nearest?: Near }) => `nothing called "${v.name}" is watched${nearest(v.nearest)}`,
    webhook: (v: { value: string; reason: string }) =>
      `--webhook "${v.value}" cannot be used (${v.reason}); nearest: https://example.org/hook`,
  },
};
