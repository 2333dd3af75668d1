import { describe, expect, it } from 'vitest';
import { STEP_PARTS, type StepParts } from '../iteration/compile.ts';
import type { StepSums, StepTimer } from '../iteration/step.ts';
import { type SteadyQuestion, steadyFigures } from './steady-figures.ts';
import { residual, tokensPerStep } from './terms.ts';

/** 10 ms a step, 10 us a decode, 20 us a prompt token, 1 us a pair of 1,000. */
const seconds = (s: Readonly<StepSums>) => 0.01 + 1e-5 * s.decodes + 2e-5 * s.chunkTokens + 1e-9 * s.chunkPairs;
const timer: StepTimer = { seconds };
const nothing = Object.fromEntries(STEP_PARTS.map((part) => [part, 0])) as Record<(typeof STEP_PARTS)[number], number>;
const step = {
  explain: (s: Readonly<StepSums>): StepParts => ({ ...nothing, products: seconds(s) - 0.001, host: 0.001 }),
  frontEnd: { request: 0.005, inputToken: 1e-6 },
};
const ask = (change: Partial<SteadyQuestion>): SteadyQuestion => ({
  timer,
  step,
  load: { input: 1000, output: 100, cached: 0 },
  limits: { maxBatch: 256, maxBatchedTokens: 8192, kvTokens: 100_000 },
  demand: { kind: 'full' },
  ...change,
});

describe('a replica under constant load', () => {
  it('alone gives its prompt, then a token each iteration', () => {
    const alone = steadyFigures(ask({ demand: { kind: 'clients', clients: 1 } }))!;
    const pairs = (1000 * 1001) / 2;
    expect(alone.ttftAlone).toBeCloseTo(0.005 + 0.001 + 0.01 + 0.02 + 1e-9 * pairs, 12);
    expect(alone.ttft).toBe(alone.ttftAlone);
    expect(alone.lineSeconds).toBe(0);
    expect(alone.e2e).toBeCloseTo(alone.ttft + 99 * alone.tpot, 12);
  });

  it('keeps up with the rate that comes, and says what the most is', () => {
    const busy = steadyFigures(ask({ demand: { kind: 'rate', requestsPerSecond: 5 } }))!;
    expect(busy.requestsPerSecond).toBeCloseTo(5, 1);
    expect(busy.running).toBeLessThan(busy.most.running);
    expect(busy.running / (100 * busy.state.step)).toBeCloseTo(5, 1);
    expect(steadyFigures(ask({ demand: { kind: 'rate', requestsPerSecond: 1e4 } }))).toBeNull();
    const rare = steadyFigures(ask({ demand: { kind: 'rate', requestsPerSecond: 0.01 } }))!;
    expect(rare.requestsPerSecond).toBe(0.01);
    expect(rare.busy).toBeLessThan(0.02);
  });

  it("lets clients beyond its batch wait in line as Little's law has it", () => {
    const full = steadyFigures(ask({}))!;
    const crowd = steadyFigures(ask({ demand: { kind: 'clients', clients: 500 } }))!;
    expect(crowd.running).toBe(full.most.running);
    expect(crowd.inLine).toBe(500 - full.most.running);
    expect(crowd.lineSeconds * crowd.requestsPerSecond).toBeCloseTo(crowd.inLine, 9);
  });

  it('shares its time out whole, and the parts are those of the mean iteration', () => {
    const load = { input: 1000, output: 100, cached: 600 };
    const found = steadyFigures(ask({ load }))!;
    const { input, cached, output } = found.shares;
    expect(input + cached + output).toBeCloseTo(1, 12);
    expect(cached).toBeGreaterThan(0);
    const sum = Object.values(found.parts).reduce((all, part) => all + part, 0);
    expect(sum).toBeCloseTo(found.state.step, 12);
    expect(steadyFigures(ask({}))!.shares.cached).toBe(0);
  });

  it('holds what only one request uses once for each, a system prompt once for all', () => {
    const cached = { input: 1000, output: 100, cached: 900 };
    const own = steadyFigures(ask({ load: { ...cached, shared: 0 } }))!;
    const all = steadyFigures(ask({ load: cached }))!;
    expect(own.most.running).toBe(Math.floor(100_000 / 1050));
    expect(all.most.running).toBe(256);
  });

  it('gains tokens by guesses that are accepted', () => {
    expect(tokensPerStep(0, 3)).toBe(1);
    expect(tokensPerStep(1, 3)).toBe(4);
    expect(tokensPerStep(0.5, 2)).toBeCloseTo(1.75, 12);
    const one = { kind: 'clients', clients: 1 } as const;
    const plain = steadyFigures(ask({ demand: one }))!;
    const guessed = steadyFigures(ask({ demand: one, speculation: { tokens: 2, acceptance: 0.5 } }))!;
    expect(guessed.tpot).toBeLessThan(plain.tpot / 1.6);
    expect(guessed.ttftAlone).toBe(plain.ttftAlone);
  });

  it('has nothing to say where not one request fits', () => {
    expect(steadyFigures(ask({ limits: { maxBatch: 4, maxBatchedTokens: 512, kvTokens: 900 } }))).toBeNull();
  });

  it('waits for half an iteration where all are alike, for more where some are long', () => {
    expect(residual(1, 0.5, 2, 2)).toBe(1);
    expect(residual(1, 0.1, 1, 11)).toBeGreaterThan((0.9 * 1 + 0.1 * 11) / 2);
    expect(residual(0, 0.5, 2, 3)).toBe(0);
  });
});
