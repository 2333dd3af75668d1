import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { baseValue, type Chip, type Dtype, type Fact, findByName, UNIT_SCALE } from '@ridgepoint/engine/facts';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from './build.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..');
const catalogue = loadCatalogue(folder);
const { chips, systems, fabrics, grids, prices, constants, sources } = catalogue;
const chipOf = (id: string) => chips.find((chip) => chip.id === id)!;

/** Every fact of a tree with the path to it, other sources' readings included. */
function* facts(node: unknown, path = ''): Generator<[string, Fact]> {
  if (Array.isArray(node)) for (const [index, item] of node.entries()) yield* facts(item, `${path}[${index}]`);
  else if (node && typeof node === 'object') {
    if ('value' in node && 'unit' in node) yield [path, node as Fact];
    for (const [key, value] of Object.entries(node)) yield* facts(value, `${path}.${key}`);
  }
}
const everyFact = Object.entries(catalogue).flatMap(([list, entries]) =>
  (entries as readonly { id: string }[]).flatMap((entry) => [...facts(entry, `${list}/${entry.id}`)]),
);

describe('the shipped catalogue is large enough to plan with', () => {
  it('has at least 60 chips with a dense peak, memory and bandwidth', () => {
    const plannable = chips.filter((chip) => chip.peak.bf16 ?? chip.peak.fp16 ?? chip.peak.fp32);
    expect(plannable.length).toBeGreaterThanOrEqual(60);
    const families = [
      'volta',
      'turing',
      'ampere',
      'ada',
      'hopper',
      'blackwell',
      'blackwell-ultra',
      'cdna2',
      'cdna3',
      'cdna4',
    ];
    const others = ['gaudi2', 'gaudi3', 'tpu-v2', 'tpu-v3', 'tpu-v4', 'tpu-v5e', 'tpu-v5p', 'tpu-v6e', 'tpu-v7'];
    const architectures = new Set(plannable.map((chip) => chip.architecture));
    expect([...families, ...others].filter((name) => !architectures.has(name))).toEqual([]);
  });

  it('has at least 15 systems and fabrics and 30 grids', () => {
    expect(systems.length).toBeGreaterThanOrEqual(15);
    expect(fabrics.length).toBeGreaterThanOrEqual(15);
    expect(grids.length).toBeGreaterThanOrEqual(30);
    expect(prices.length).toBeGreaterThanOrEqual(200);
  });
});

describe('every fact', () => {
  const known = new Set(sources.map((source) => source.id));
  it('has a source that resolves, a date, a grade and a unit the engine can convert', () => {
    expect(everyFact.length).toBeGreaterThan(1500);
    for (const [path, fact] of everyFact) {
      expect(known.has(fact.source) || fact.source.startsWith('https://'), `${path}: ${fact.source}`).toBe(true);
      expect(fact.date, path).toMatch(/^(19|20)\d\d/);
      expect(fact.grade, path).toBeTruthy();
      expect(Number.isFinite(fact.value), path).toBe(true);
    }
  });

  it('outside constants, places and prices of tokens converts to base units, and every peak is dense', () => {
    for (const [path, fact] of everyFact.filter(
      ([at, { unit }]) => unit !== 'USD/GB' && !/^(constants|places|tokenPrices)\//.test(at),
    ))
      expect(Number.isFinite(baseValue(fact)), path).toBe(true);
    for (const chip of chips) for (const fact of Object.values(chip.peak)) expect(fact.sparsity, chip.id).toBe('dense');
  });

  it('keeps the other readings only with a reason for the one that is used', () => {
    for (const [path, fact] of everyFact)
      if (fact.others?.length && !path.startsWith('models/')) expect(fact.why, path).toBeTruthy();
  });

  it('every source is used by something', () => {
    const hours = grids.flatMap(({ hourly }) => (hourly ? [hourly.source] : []));
    const used = new Set([...everyFact.map(([, fact]) => fact.source), ...hours]);
    expect(sources.filter((source) => !used.has(source.id)).map((source) => source.id)).toEqual([]);
  });
});

describe('figures that must agree with each other', () => {
  const within = (share: number, got: number, expected: number, what: string) =>
    expect(Math.abs(got / expected - 1), `${what}: ${got} against ${expected}`).toBeLessThan(share);

  it('peak = units x FMA a clock x 2 x clock, within 1 %', () => {
    let checked = 0;
    for (const { id, units, peak } of chips)
      for (const [dtype, fma] of Object.entries(units?.fmaPerClock ?? {}) as [Dtype, number][]) {
        if (!units?.clockMhz || !peak[dtype]) continue;
        within(0.01, units.count * fma * 2 * baseValue(units.clockMhz), baseValue(peak[dtype]), `${id} ${dtype}`);
        checked++;
      }
    expect(checked).toBeGreaterThanOrEqual(30);
  });

  it('memory = stacks x GiB and bandwidth = stacks x pins x rate, within 2 %', () => {
    let checked = 0;
    for (const { id, memory } of chips) {
      const { stacks, capacity, bandwidth } = memory;
      if (!stacks) continue;
      const printed = capacity.unit === 'GB' ? capacity.value * 2 ** 30 : baseValue(capacity); // vendors print GiB as GB
      within(0.001, stacks.count * stacks.gib * 2 ** 30, printed, `${id} capacity`);
      if (stacks.pins && stacks.gbitPerPin)
        within(
          0.02,
          (stacks.count * stacks.pins * stacks.gbitPerPin * 1e9) / 8,
          baseValue(bandwidth),
          `${id} bandwidth`,
        );
      checked++;
    }
    expect(checked).toBeGreaterThanOrEqual(15);
  });

  it('what a driver reports is near what is printed', () => {
    for (const { id, memory } of chips)
      if (memory.usable) within(0.1, baseValue(memory.usable), baseValue(memory.capacity), `${id} usable memory`);
  });

  it('a server draws more than its chips and less than three times as much', () => {
    let checked = 0;
    for (const system of systems) {
      const { tdp } = chipOf(system.chip);
      if (!system.power || !tdp) continue;
      const overhead = baseValue(system.power) / (system.chips * baseValue(tdp));
      expect(overhead, system.id).toBeGreaterThan(1.2);
      expect(overhead, system.id).toBeLessThan(3);
      checked++;
    }
    expect(checked).toBeGreaterThanOrEqual(6);
  });

  it('a system gives its chip the link that the chip has, and a torus has as many places as chips', () => {
    for (const system of systems) {
      const own = chipOf(system.chip).scaleUp;
      if (own) within(0.01, baseValue(system.scaleUp.bandwidth), baseValue(own.bandwidth), system.id);
      const { dims } = system.scaleUp;
      if (dims)
        expect(
          dims.reduce((a, b) => a * b),
          system.id,
        ).toBe(system.chips);
    }
  });

  it('a pair never gets more than all links together, and a mesh gives it less', () => {
    for (const { id, scaleUp } of chips)
      if (scaleUp?.pairBandwidth)
        expect(baseValue(scaleUp.pairBandwidth), id).toBeLessThan(baseValue(scaleUp.bandwidth));
  });

  it('what a large matrix product reaches is a share of the peak', () => {
    for (const { id, reachable = {} } of chips)
      for (const fact of Object.values(reachable)) {
        expect(baseValue(fact), id).toBeGreaterThan(0.3);
        expect(baseValue(fact), id).toBeLessThanOrEqual(1);
      }
  });

  it('half the bits is not always twice the speed: the peaks are a table', () => {
    const ratio = (chip: Chip) => baseValue(chip.peak.fp8!) / baseValue(chip.peak.bf16!);
    expect(ratio(chipOf('h100-sxm'))).toBeCloseTo(2, 2);
    expect(ratio(chipOf('gaudi3'))).toBeCloseTo(1, 2);
    expect(ratio(chipOf('tpu-v6e'))).toBeCloseTo(1, 2);
    expect(ratio(chipOf('trn3'))).toBeCloseTo(3.75, 2);
  });

  it('energy is power x time: Llama 3.1 405B at TDP', () => {
    const constant = (id: string) => baseValue(constants.find((entry) => entry.id === id)!.fact);
    const joules = constant('llama31-405b-hours') * baseValue(chipOf('h100-sxm').tdp!);
    within(0.001, joules, constant('llama31-405b-energy'), 'GPU hours x TDP');
    expect(
      constants.find((entry) => entry.id === 'llama31-405b-carbon')!.fact.value / (joules / UNIT_SCALE.GWh!),
    ).toBeCloseTo(413.6, 0);
  });

  it('the rate of a failure is its count over chips and days', () => {
    const of = (id: string) => constants.find((entry) => entry.id === id)!.fact.value;
    within(0.001, of('llama3-interruptions') / (16_384 * 54), of('llama3-failure-rate'), 'failures a chip and day');
  });

  it('a price is in dollars for a purchase and in dollars an hour for a rent', () => {
    for (const price of prices) expect(price.usd.unit, price.id).toBe(price.kind === 'purchase' ? 'USD' : 'USD/h');
    for (const price of prices.filter((row) => row.kind === 'rent-spot')) {
      const same = prices.find(
        (row) => row.chip === price.chip && row.seller === price.seller && row.kind === 'rent-on-demand',
      );
      if (same) expect(price.usd.value, price.id).toBeLessThan(same.usd.value);
    }
  });
});

describe('names', () => {
  it.each([
    ['h100', 'h100-sxm'],
    ['NVIDIA H100', 'h100-sxm'],
    ['NVIDIA H100-SXM5-80GB', 'h100-sxm'],
    ['A100', 'a100-80-sxm'],
    ['NVIDIA A100-SXM4-80GB', 'a100-80-sxm'],
    ['GB200', 'gb200'],
    ['NVIDIA Blackwell GPU (B200-SXM-180GB)', 'b200-sxm'],
    ['Google TPU v6e (Trillium)', 'tpu-v6e'],
    ['TPU-v5p', 'tpu-v5p'],
    ['NVIDIA RTX A6000', 'rtx-a6000'],
    ['Ascend 910B', 'ascend910b2'],
  ])('%s is %s', (name, id) => expect(findByName(chips, name)?.id).toBe(id));

  it('every chip is found by its id and by its printed name', () => {
    for (const chip of chips) {
      expect(findByName(chips, chip.id)?.id).toBe(chip.id);
      expect(findByName(chips, chip.name)?.id).toBe(chip.id);
    }
  });
});
