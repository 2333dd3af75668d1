import type { BillFacts } from '../../economics/index.ts';
import type { ServeReport } from '../../report/index.ts';
import type { StatedChoice } from '../serving/option-choice.ts';
import type { ServingSetting } from '../serving/settle-serving.ts';
import { billInputs } from './bill-inputs.ts';
import type { Data, NamedInput } from './kind.ts';
import { stated } from './settings.ts';

interface Base {
  readonly setting: ServingSetting;
  readonly choice: StatedChoice;
  readonly report: ServeReport;
}

/** Every number of a serving scenario that one deployment under constant load depends on. */
export function serveInputs(
  { setting, choice, report }: Base,
  facts: BillFacts,
  priced: boolean,
  data: Data,
): NamedInput[] {
  const { load, scenario, traffic, network, pictures } = setting;
  const said = (path: string) => stated(data, path) !== undefined;
  const { maxPositions } = network.architecture;
  const number = (
    path: string,
    unit: NamedInput['unit'],
    value: number,
    rest: Partial<NamedInput> & Pick<NamedInput, 'names'>,
  ): NamedInput => ({
    path,
    unit,
    value,
    stated: said(path),
    usual: [value / 10, value * 10],
    pace: 'model',
    ...rest,
  });
  const longest = scenario.serve.context ?? (maxPositions > 0 ? maxPositions : 1e6);
  const words = scenario.traffic ?? {};
  // Of a trace, an application or people the lengths are no numbers of their own.
  const lengths = words.trace === undefined && words.preset === undefined && words.question === undefined;
  const ranks = choice.cut.tp * choice.cut.pp * choice.cut.dp;
  const few = (value: number): readonly [number, number] => [Math.max(1, value / 16), value * 16];
  return [
    ...billInputs(facts, priced, said),
    ...(lengths
      ? [
          number('traffic.input', 'token', words.input ?? Math.round(load.input - (pictures?.said.tokens ?? 0)), {
            names: ['input', 'prompt', 'context', 'context length', 'sequence'],
            usual: [Math.min(128, load.input), Math.max(load.input, Math.min(131_072, longest - load.output))],
            step: 1,
          }),
          number('traffic.output', 'token', words.output ?? Math.round(load.output), {
            names: ['output', 'answer', 'tokens'],
            usual: [Math.min(16, load.output), Math.max(load.output, Math.min(16_384, longest - load.input))],
            step: 1,
          }),
          number('traffic.cached', '1', words.cached ?? 0, {
            names: ['cached', 'prefix'],
            usual: [0, 0.99],
            log: false,
          }),
        ]
      : []),
    ...(traffic?.perSecond && words.rate !== undefined
      ? [number('traffic.rate', '1', traffic.perSecond, { names: ['rate', 'requests', 'load', 'volume', 'qps'] })]
      : []),
    ...(words.users === undefined ? [] : [number('traffic.users', '1', words.users, { names: ['users', 'volume'] })]),
    ...(words.concurrency === undefined
      ? []
      : [
          number('traffic.concurrency', '1', words.concurrency, {
            names: ['concurrency', 'batch', 'clients'],
            usual: few(words.concurrency),
            step: 1,
          }),
        ]),
    number('serve.max_batch', '1', report.question.maxBatch, {
      names: ['batch', 'max batch'],
      usual: few(report.question.maxBatch),
      step: 1,
    }),
    number('on.count', '1', ranks * choice.replicas, {
      names: ['gpus', 'count', 'accelerators'],
      usual: [ranks, ranks * Math.max(16, choice.replicas * 8)],
      step: ranks,
    }),
    ...(scenario.serve.speculation?.acceptance === undefined
      ? []
      : [
          number('serve.speculation.acceptance', '1', scenario.serve.speculation.acceptance, {
            names: ['acceptance'],
            usual: [0.05, 0.95],
            log: false,
          }),
        ]),
  ];
}
