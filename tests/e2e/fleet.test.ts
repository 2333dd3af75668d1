import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { exitCodeOfFleet } from '../../cli/src/exit-codes.ts';
import { render, type TextFormat } from '../../cli/src/render.ts';
import { loadSolver } from '../../cli/src/solver.ts';
import type { LinearSolver } from '../../engine/src/decide/index.ts';
import type { Catalogue } from '../../engine/src/facts/index.ts';
import { messagesFor } from '../../engine/src/messages/index.ts';
import { planFleet } from '../../engine/src/operations/fleet/plan-fleet.ts';
import { settleFleet } from '../../engine/src/operations/fleet/settle-fleet.ts';
import { InputError, inputSentence, readInput } from '../../engine/src/operations.ts';
import type { FleetReport } from '../../engine/src/report/index.ts';
import { displayWidth, type Locale } from '../../engine/src/units/index.ts';
import { ridgepoint, root } from './ridgepoint.ts';

const PATIENCE = 120_000; // ms
const EXAMPLE = 'examples/fleet-own-and-rent.yaml';
let catalogue: Catalogue;
let solver: LinearSolver;
beforeAll(async () => {
  catalogue = JSON.parse(readFileSync(join(root, 'catalogue/dist/catalogue.json'), 'utf8'));
  solver = await loadSolver();
}, PATIENCE);

/** A fleet of a page, its text changed where a test wants it changed. */
const SMALL = `
fleet:
  periods: [Q1, Q2]
  sites: { hall: { power: 1 MW } }
  pools:
    h100: { accelerator: h100-sxm, count: 100, site: hall, price: 3 USD/h }
    mi300x: { accelerator: mi300x, count: 100, price: 2 USD/h, ready: { pretraining: no } }
  workloads:
    run: { kind: pretraining, on: { h100: 150k GPU-h, mi300x: 150k GPU-h }, deadline: Q1 }
    chat: { kind: online, on: { h100: 20, mi300x: 24 }, load: [1, 2] }
`;
/** As the command answers, without a process of its own. */
function plan(text: string): FleetReport {
  return planFleet.run({ catalogue, solver }, readInput(planFleet.input, parse(text)));
}
const shown = (report: FleetReport, locale: Locale, format: TextFormat = 'text') =>
  render('fleet', report, format, { locale, messages: messagesFor(locale), colour: false, width: 80 }, { explain: '' });
const changed = (from: string | RegExp, to: string) => SMALL.replace(from, to);

const whole = readFileSync(join(root, EXAMPLE), 'utf8');
const fitting = () => changed('150k GPU-h, mi300x', '140k GPU-h, mi300x');

describe('plan fleet', () => {
  let example: FleetReport;
  beforeAll(() => {
    example = plan(whole);
  }, PATIENCE);

  it('answers as a command', () => {
    const { out, code, err } = ridgepoint(['plan', 'fleet', EXAMPLE, '--json']);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out).figures.cost.value).toBeCloseTo(example.figures!.cost.value, -1);
  });

  it.each(['en', 'zh-CN'] as const)('prints a verdict, a table and its pictures within 80 columns (%s)', (lang) => {
    const out = shown(example, lang);
    for (const line of out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    expect(out).toMatch(lang === 'en' ? /Everything has a place: .*USD/ : /全部任务都排得下：/);
    expect(out).toMatch(/hall.*300 kW.*█/);
  });

  it('says what goes where, what it costs with a range and reasons, and what limits are worth', () => {
    expect([example.outcome, example.gap, exitCodeOfFleet(example)]).toEqual(['placed', 0, 0]);
    const { cost, because } = example.figures!;
    expect(cost.low).toBeLessThan(cost.value);
    expect(cost.high).toBeGreaterThan(cost.value);
    expect(because.inputs![0]!.value).toBeCloseTo(cost.value, 0);
    for (const { where, name } of example.workloads)
      expect(
        where.reduce((sum, { share }) => sum + share, 0),
        name,
      ).toBeCloseTo(1, 5);
    const power = example.worths.find(({ kind }) => kind === 'power')!;
    expect(power.total).toBeGreaterThan(0);
    // A watt at the margin, and thirty kilowatts placed anew, tell of the same order of money.
    expect(power.more!.gain / (power.total * power.more!.by)).toBeGreaterThan(0.1);
    for (const { watts, limit } of example.sites)
      for (const [t, w] of watts.entries()) expect(w).toBeLessThanOrEqual(limit![t]! * 1.0001);
  });

  it('is never ready where it says no, and flips at the price that it names', () => {
    const { workloads, flips } = plan(fitting());
    expect(workloads[0]!.where).toEqual([{ pool: 'h100', share: 1 }]);
    // 20 H100 do what 24 MI300X do, and both are there: level at 3 × 20 / 24 = 2.5 USD/h.
    const flip = flips.find(({ pool, direction }) => pool === 'mi300x' && direction === 'dearer')!;
    expect(flip.usdPerHour).toBeCloseTo(2.5, 6);
    expect(flip.moves).toEqual([{ workload: 'chat', from: 'mi300x', to: 'h100' }]);
  });

  it('tells what is in the way where nothing fits, by how much, and ends with 3', () => {
    const report = plan(changed('150k GPU-h, mi300x', '250k GPU-h, mi300x'));
    expect(exitCodeOfFleet(report)).toBe(3);
    const out = shown(report, 'en');
    // 250,000 h in 2,191.5 h take 114.1 accelerators.
    expect(out).toMatch(/h100 has 100 accelerators; 15 more would do/);
    expect(out).toMatch(/run must be done by Q1; by Q2 it would fit/);
    expect(out).toMatch(/mi300x is not ready for pre-training/);
    expect(out).toMatch(/Cheapest way out/);
    expect(shown(report, 'zh-CN')).toMatch(/互相冲突/);
  });

  it('writes CSV with a line for each part, and Markdown', () => {
    const report = plan(fitting());
    const csv = shown(report, 'en', 'csv').trim().split('\r\n');
    expect(csv[0]).toMatch(/^workload,pool,accelerator,period,share/);
    expect(csv).toHaveLength(1 + report.placed.length);
    expect(shown(report, 'zh-CN', 'md')).toMatch(/^# /);
  });
});

describe('a fleet that cannot be read', () => {
  it.each([
    [
      'a workload with none at all',
      '{ h100: 20, mi300x: 24 }',
      '{ a100-80-sxm: 20 }',
      /nothing says what "chat" takes.*h100-sxm, mi300x/,
    ],
    [
      'a name that is no pool',
      'mi300x: 24 }',
      'mi300z: 24 }',
      /"mi300z" is neither a pool nor an accelerator.*nearest: mi300x/,
    ],
    [
      'an accelerator that is not there',
      'accelerator: mi300x',
      'accelerator: mi300xx',
      /accelerator "mi300xx" is not in the catalogue.*mi300x/,
    ],
    ['negative power', '1 MW', '-1 MW', /power.*-1 MW/],
    ['a deadline before the start', 'deadline: Q1', 'from: Q2, deadline: Q1', /"Q1" lies before the start, Q2/],
    ['a period that is not there', 'deadline: Q1', 'deadline: Q3', /no period "Q3"; there are: Q1 or Q2/],
    ['too many values', 'load: [1, 2]', 'load: [1, 2, 3]', /3 values for 2 periods/],
    ['a site that is not there', 'site: hall', 'site: hal', /fleet\.sites has no "hal".*hall/],
    ['a load of work that is done once', 'deadline: Q1', 'load: [1, 2]', /only online work has a load/],
    ['a key that is not known', 'deadline: Q1', 'dead_line: Q1', /dead_line/],
    ['no pools', /pools:[\s\S]*workloads/, 'pools: {}\n  workloads', /fleet\.pools/],
    [
      'periods that are too many',
      'periods: [Q1, Q2]',
      `periods: [${Array.from({ length: 61 }, (_, i) => `p${i}`)}]`,
      /fleet\.periods/,
    ],
  ])('%s', (_, from, to, says) => {
    const read = () => settleFleet({ catalogue }, readInput(planFleet.input, parse(changed(from, to))));
    for (const locale of ['en', 'zh-CN'] as const)
      try {
        read();
        expect.unreachable();
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        const sentence = inputSentence(messagesFor(locale), locale, error.problem);
        expect(sentence).toMatch(locale === 'en' ? says : /[\u4e00-\u9fff]/);
      }
  });

  it('the example of two vendors is a fleet', () => {
    expect(readFileSync(join(root, 'examples/fleet-two-vendors.yaml'), 'utf8')).toMatch(/^fleet:/m);
  });
});
