import { describe, expect, it } from 'vitest';
import { ridgepoint } from './ridgepoint.ts';

const OVERLAY = 'examples/overlay/my-chip.yaml';
const plan = (...words: string[]) => ['plan', 'train', '--model', 'llama-3.1-8b', '--gpus', '64', ...words];
const answer = (words: readonly string[]) => JSON.parse(ridgepoint([...words, '--json']).out);
/** The lines above the bars. */
const top = (words: readonly string[]): string => ridgepoint(words).out.split('\n\n')[0]!.replace(/\n\s*/g, ' ');

describe('what a reader would miss stands before the numbers', () => {
  it('memory whose range goes beyond what there is, and not where it does not', () => {
    const tight = plan('--on', 'h100-sxm');
    const { peak, capacity } = answer(tight).memory;
    expect(peak.high).toBeGreaterThan(capacity);
    expect(top(tight)).toContain('memory is tight');
    const roomy = [...tight, '--headroom', '0.3'];
    expect(answer(roomy).memory.peak.high).toBeLessThan(capacity);
    expect(top(roomy)).not.toContain('memory is tight');
  });

  it('a layout that misses by less than the range may fit', () =>
    expect(top(['estimate', 'train', 'examples/deepseek-v3.yaml'])).toContain('it may fit all the same'));

  it('a search that finds nothing may have missed by less than the range, and says what would fit in place of what', () => {
    const words = ['plan', 'train', 'examples/deepseek-v3.yaml'];
    expect(top(words)).toContain('it may fit all the same');
    expect(ridgepoint(words).out).toContain('without --recompute selective: full fits');
  });

  it('a cost that nobody knows', () => {
    expect(top(plan('--on', 'mi355x'))).toContain('cost unknown');
    expect(top(plan('--on', 'mi355x', '--price', '2'))).not.toContain('cost unknown');
  });

  it('asserts that do not hold', () => {
    const words = plan('--on', 'h100-sxm', '--assert', 'time < 1 h');
    expect(top(words)).toContain('The assert does not hold.');
    expect(top([...words, '--assert', 'mfu > 1 %'])).toContain('Asserts that do not hold: 1 of 2.');
  });
});

describe('money', () => {
  it('of a table is in the currency asked for', () => {
    const words = plan('--on', 'h100-sxm', '--csv');
    const cost = (text: string) => /^figures,cost,([\d.]+),.*,(\w+)\r?$/m.exec(text)!.slice(1);
    const [dollars, usd] = cost(ridgepoint(words).out);
    const [yuan, cny] = cost(ridgepoint([...words, '--currency', 'CNY']).out);
    expect([usd, cny]).toEqual(['USD', 'CNY']);
    expect(Number(yuan) / Number(dollars)).toBeGreaterThan(5);
  });

  it('without a unit is in the currency asked for', () => {
    const bare = answer(plan('--on', 'h100-sxm', '--price', '20', '--currency', 'CNY'));
    const worded = answer(plan('--on', 'h100-sxm', '--price', '20 CNY/h'));
    expect(bare.figures.cost.value).toBeCloseTo(worded.figures.cost.value, 6);
    expect(top(plan('--on', 'h100-sxm', '--budget', '50k', '--currency', 'CNY'))).toContain('budget 50,000 CNY');
  });
});

describe('the overlay to copy', () => {
  const words = plan('--on', 'my-npu', '--overlay', OVERLAY);

  it('plans its chip with its own price and site', () => {
    const { outcome, figures, assumed } = answer(words);
    expect(outcome).toBe('fits');
    expect(figures.price.value).toBe(1.4);
    expect(assumed.find(({ key }: { key: string }) => key === 'pue').value).toBe(1.12);
  });

  it('goes with the command that explains the answer', () => {
    const [, command] = /why: ridgepoint ([\s\S]*)$/.exec(ridgepoint(words).out)!;
    const { code, out } = ridgepoint(command!.replaceAll('\\\n', ' ').trim().split(/\s+/));
    expect(code).toBe(0);
    expect(out).toContain('step time');
  });
});
