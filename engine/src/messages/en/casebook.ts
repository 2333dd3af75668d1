import { type Near, nearest } from './words.ts';

/** The casebook: claims that go round, reckoned again. */
export const casebook = {
  verdicts: {
    holds: 'holds',
    conditional: 'holds if',
    'mix-up': 'mixes up',
    arithmetic: 'miscalculated',
    refuted: 'refuted',
    stale: 'stale',
    unchecked: 'unchecked',
  },
  topics: {
    training: 'Training',
    serving: 'Serving',
    chips: 'Chips',
    memory: 'Memory',
    network: 'Links and networks',
    silicon: 'Making chips',
    money: 'Money',
    energy: 'Energy',
    market: 'Market',
    software: 'Software',
  },
  all: (n: number) => `All ${n} claims`,
  claim: 'The claim',
  leavesOut: 'What it leaves out',
  claimed: 'claimed',
  recomputed: 'recomputed',
  reading: 'Reading',
  differs: 'Why it differs from an earlier reckoning',
  arithmetic: 'The arithmetic',
  flips: 'Where it flips',
  sources: 'Sources',
  judged: 'How it is judged',
  otherwise: 'otherwise',
  nowhere: 'nowhere',
  here: (v: { name: string; value: string }) => `${v.name} is ${v.value}`,
  leads: (v: { a: string; b: string }) => `━ ${v.a}   ┄ ${v.b}`,
  same: 'the verdict stands',
  other: 'another verdict',
  wavers: (v: { list: string }) => `The verdict changes within what is not known: ${v.list}.`,
  waver: (v: { line: string; value: string; verdict: string }) => `"${v.verdict}" with ${v.line} at ${v.value}`,
  steady: 'The verdict is the same at both ends of every range.',
  counted: (v: { count: string; list: string }) => `${v.count} claims: ${v.list}`,
  tally: (v: { count: string; verdict: string }) => `${v.count} ${v.verdict}`,
  runHint: (id: string) => `one of them: ridgepoint case run ${id}`,
  setHint: (v: { id: string; line: string; value: string }) =>
    `your own numbers: ridgepoint case run ${v.id} --set ${v.line}=${v.value}`,
  unknownCase: (v: { id: string; nearest: Near }) =>
    `the casebook has no "${v.id}"${nearest(v.nearest)}; all: ridgepoint case ls`,
  page: {
    title: 'The casebook: what goes round about AI machines, reckoned again',
    topic: 'Topic',
    verdict: 'Verdict',
    opening: (v: { tally: string; other: string }) =>
      `Numbers about training, serving, chips and money are passed on without their units, their dates and their assumptions. Here are claims from documents that planners really read, each reckoned again from cited facts. ${v.tally}. The verdict is not typed: it follows from the numbers by a rule that stands in the case's file, and so does every number in the text. The file is a worksheet: change a line and see what becomes of the claim, with \`ridgepoint case run ID --set line=value\`. [中文](${v.other})`,
    closing:
      'This page is written by `node cli/bin/run.mjs docs/casebook.ts` from `examples/casebook/`; a test says when it is behind. To add a case, copy one file there and run `npx vitest run tests/validation/casebook.test.ts`: it names what is missing.',
  },
  badSet: (v: { typed: string }) => `--set "${v.typed}" is not NAME=VALUE; nearest: --set rate=40`,
};
