import type { TrainingEstimate } from './answer.ts';
import type { Preset } from './presets.ts';
import type { TrainingProblem } from './problem.ts';

/** What an estimate takes for granted beside the user's words, each with its source. Keys are labels of the messages. */
export function assumptionsOf(problem: TrainingProblem, preset: Preset): TrainingEstimate['assumed'] {
  const { architecture, machine, reliability } = problem;
  const moe = architecture.blocks.some((b) => b.mlp?.kind === 'moe');
  return [
    { key: 'preset', value: preset.name, source: preset.source },
    {
      key: 'network',
      value: machine.tiers.map((t) => `${t.name} ${(t.bytesPerSecond / 1e9).toFixed(0)} GB/s`).join(' > '),
      source: 'catalogue',
    },
    {
      key: 'interruptions',
      value: `${Math.round(reliability.acceleratorHoursPerInterruption)} h`,
      source: 'reliability',
    },
    ...(problem.local
      ? [{ key: 'local', value: `× ${problem.local.factor.toFixed(3)}`, source: problem.local.source }]
      : []),
    ...(moe ? [{ key: 'routing', value: 'balanced', source: 'no skew between experts' }] : []),
    ...architecture.assumed.map((line) => ({ key: 'model', value: line, source: 'config' })),
  ];
}
