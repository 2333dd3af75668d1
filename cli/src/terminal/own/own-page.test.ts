import { messagesFor } from '@ridgepoint/engine/messages';
import { OPERATIONS, type Operation, readInput } from '@ridgepoint/engine/operations';
import type { OwnComparison } from '@ridgepoint/engine/report';
import { displayWidth } from '@ridgepoint/engine/units';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import type { Face } from '../../face.ts';
import { ownMarkdown } from '../../own-markdown.ts';
import { ownPage } from './own-page.ts';

const catalogue = readCatalogue();
const { input, run } = (OPERATIONS as readonly Operation[]).find(({ name }) => name === 'compare-own')!;
const compare = (data: object) => run({ catalogue, today: '2026-11-29' }, readInput(input, data)) as OwnComparison;
const faces = (['en', 'zh-CN'] as const).map(
  (locale): Face => ({
    locale,
    messages: messagesFor(locale),
    colour: false,
    width: 80,
  }),
);

const QUESTIONS: readonly object[] = [
  { on: { accelerator: 'h200', count: 64 }, own: { years: 3, place: 'shanghai' }, economics: { currency: 'CNY' } },
  { on: { accelerator: 'h200', count: 64 }, own: { years: 3, place: 'virginia', utilisation: 0.95, option: 'spot' } },
  {
    on: { accelerator: 'h100-sxm', count: 8 },
    own: { place: 'germany', utilisation: 0.5, option: 'on-demand' },
    tokens: { per_second: 1200, api: 'groq-llama-3.3-70b' },
    economics: { currency: 'EUR' },
  },
  {
    on: { accelerator: 'b200', count: 20_000 },
    own: { years: 0.5 },
    run: { housing: 'hall' },
    buy: { self_build: true },
  },
  { on: { accelerator: 'h100-sxm' }, buy: { hardware: '1 USD' }, run: { tariff: '0', people: 0, housing: 'none' } },
];

describe('rent or own in a terminal', () => {
  it.each(QUESTIONS)('%j fits 80 columns in both languages and begins with the verdict', (question) => {
    const own = compare(question);
    for (const face of faces) {
      const page = ownPage(own, face, 'ridgepoint explain own capital');
      for (const line of page.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
      const { verdict } = face.messages.own;
      const first = page.trim().split(/[\n;；]/)[0]!;
      if (own.verdict.kind === 'flip') expect(first).toMatch(/\d ?%/);
      else expect(verdict[own.verdict.kind]({ sure: own.verdict.sure, turns: '' }).startsWith(first)).toBe(true);
      expect(page).not.toMatch(/NaN|undefined|Infinity|\[object/);
      expect(ownMarkdown(own, face).match(/^\|/gm)!.length).toBe(own.options.length + 2);
    }
  });

  it('says probably where ranges overlap and what would turn it, and nothing of the kind where they do not', () => {
    const open = { on: { accelerator: 'mi300x' } };
    const dear = { ...open, rent: { price: '0.5 USD/h', reserved: '0.4 USD/h', spot: '0.1 USD/h' } };
    const [en, zh] = faces.map((face) => ownPage(compare(open), face, '').replace(/\s+/g, ' '));
    expect(en).toMatch(
      /^ Probably rent: .* the ranges overlap; it turns with rent on demand above \d\.\d\d USD\/h\. At/,
    );
    expect(zh).toMatch(/^ 多半该租：.*区间有重叠；.*按需租金高 ?于 \d\.\d\d 美元\/小时，结论反转。/);
    for (const face of faces) expect(ownPage(compare(dear), face, '')).not.toMatch(/robably|overlap|多半|重叠/);
  });

  it('tells where the flip goes as two places, not as a range that runs backwards', () => {
    const own = compare(QUESTIONS[0]!);
    const page = ownPage(own, faces[0]!, '');
    const moves = own.tornado
      .map(({ atLow, atHigh }) => [atLow, atHigh])
      .filter((ends) => ends.every((end) => end !== null));
    expect(moves.some(([low, high]) => low! > high!)).toBe(true);
    expect(page.match(/\d+ % → \d+ %/g)!.length).toBeGreaterThan(3);
    expect(page).not.toMatch(/\d % – \d/);
  });

  it('marks the month in which it is paid back, once', () => {
    const page = ownPage(compare(QUESTIONS[1]!), faces[0]!, '');
    const picture = page.split('\n').filter((line) => /[┤│]/.test(line));
    expect(picture.join('').match(/╳/g)).toHaveLength(1);
    expect(page).toMatch(/paid back in month \d+/);
  });

  it('marks what is old and says what the mark means; says nothing of it where all is new', () => {
    const own = compare(QUESTIONS[0]!);
    expect(ownPage(own, faces[0]!, '')).toContain('† older than 180 days');
    const fresh = run({ catalogue, today: '2010-01-01' }, readInput(input, QUESTIONS[1])) as OwnComparison;
    expect(ownPage(fresh, faces[0]!, '')).not.toContain('†');
  });
});
