import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { BESIROGLU, lossBy } from '../../../training/index.ts';
import { fitLaw } from './fit-law.ts';

describe('fitting', () => {
  test('finds the law that made the points', () => {
    const points = [1e8, 3e8, 1e9, 3e9, 1e10].flatMap((parameters) =>
      [2e9, 1e10, 5e10, 3e11].map((tokens) => ({ parameters, tokens, loss: lossBy(BESIROGLU, parameters, tokens) })),
    );
    const fitted = fitLaw(points);
    for (const key of ['E', 'A', 'B', 'alpha', 'beta'] as const) expect(fitted[key] / BESIROGLU[key]).toBeCloseTo(1, 3);
  });
  test('refuses too few points and points that are none', () => {
    expect(() => fitLaw([])).toThrow('at least 6 points, not to 0');
    const point = { parameters: 1e9, tokens: 1e10, loss: 3 };
    expect(() => fitLaw([...Array(6).fill(point), { ...point, loss: -1 }])).toThrow('above 0');
  });

  const file = new URL('../../../../../../shared/facts/scaling-laws/chinchilla-fig4-extracted.csv', import.meta.url);
  test.skipIf(!existsSync(file))("finds the published refit of Chinchilla's figure in its 240 points", () => {
    const points = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .slice(6) // the heading, and the five of least tokens, which the authors leave out
      .map((line) => line.split(',').map(Number))
      .map((row) => ({ parameters: row[3]!, tokens: row[4]! / (6 * row[3]!), loss: row[6]! }));
    expect(points).toHaveLength(240);
    const fitted = fitLaw(points);
    // Published digits, with their standard errors. The loss at those digits is 0.05 % above the minimum (their search stopped early),
    // so that they are met to a fifteenth of their own errors, not to the last digit.
    const published = {
      A: [482.006, 124.5],
      B: [2085.43, 1293],
      E: [1.81686, 0.026],
      alpha: [0.34781, 0.015],
      beta: [0.36585, 0.021],
    } as const;
    for (const [key, [value, error]] of Object.entries(published))
      expect(Math.abs(fitted[key as keyof typeof published] - value)).toBeLessThan(error / 15);
    expect(fitted.huber).toBeLessThan(0.001018746); // theirs
    expect(fitted.beta / (fitted.alpha + fitted.beta)).toBeCloseTo(0.513, 2);
  });
});
