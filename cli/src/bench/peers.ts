/** Rates of other planners, measured on one shared core of the same class of machine in 2026-11; CPU seconds, not wall. */
export interface Peer {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly source: string;
}

export const PEERS = {
  /** calculon-ai/calculon caa4b11, exhaustive searches: 209-342 evaluations per CPU second; the best of them. */
  calculonRate: {
    name: 'Calculon',
    value: 342,
    unit: 'strategies/CPU s',
    source: 'calculon-ai/calculon@caa4b11, Turing-530B on 4,096 A100',
  },
  /** 7,126,368 points at 265-342 a second: 5.8-7.5 CPU hours; the shorter. */
  calculonSpace: {
    name: 'Calculon',
    value: 5.8 * 3600,
    unit: 's',
    source: 'its own rate over its own 7,126,368 points',
  },
  llmAnalysisRate: {
    name: 'llm-analysis',
    value: 1110,
    unit: 'strategies/CPU s',
    source: 'cli99/llm-analysis@d841e40a, no search',
  },
  simuMaxRate: { name: 'SimuMax', value: 67, unit: 'strategies/CPU s', source: 'MooreThreads/SimuMax@4dcaae51' },
  /** 2,000 requests, Llama-2-70B on two A100, 0.8/s: 324-686 by scheduler; the best. */
  vidurRate: {
    name: 'Vidur',
    value: 686,
    unit: 'requests/CPU s',
    source: 'microsoft/vidur@7d475133, the same 2,000 requests, 324-686',
  },
  splitwiseRate: {
    name: 'splitwise-sim',
    value: 832,
    unit: 'requests/CPU s',
    source: 'Mutinifni/splitwise-sim, Llama-2-70B on eight H100, the same requests at 2.4/s, 757-832',
  },
  llmServingSimRate: {
    name: 'LLMServingSim',
    value: 2,
    unit: 'requests/CPU s',
    source: 'casys-kaist/LLMServingSim@5daddb21, 300 requests by its own logs, 0.8-2',
  },
  servingBar: { name: 'wanted', value: 200_000, unit: 'requests/CPU s', source: 'the bar of this project' },
  weekBar: { name: 'wanted', value: 10, unit: 's', source: 'the bar of this project' },
  crossoverBar: { name: 'wanted', value: 0.05, unit: 's', source: 'the bar of this project' },
  calculonCold: { name: 'Calculon', value: 1.1, unit: 's', source: 'one evaluation from the command line, 1.1-1.4 s' },
} as const satisfies Record<string, Peer>;
