import fc from 'fast-check';
import { expect, it } from 'vitest';
import { endLabels } from './end-labels.ts';

it('keeps names apart and on the picture, whatever the lines end at', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }), (ends) => {
      const place = (y: number) => 20 + (1 - y) * 200;
      const marks = ends.map(
        (y, i) =>
          ({
            kind: 'line',
            tone: 'cool',
            points: [
              [0, 0],
              [1, y],
            ],
            label: `l${i}`,
          }) as const,
      );
      const labels = endLabels(marks, { beside: true, place, room: [20, 220] });
      const pixels = labels.map(({ y, dy }) => place(y) + dy).sort((a, b) => a - b);
      expect(labels).toHaveLength(ends.length);
      for (const [i, at] of pixels.entries()) {
        expect(at).toBeLessThanOrEqual(220);
        if (i > 0) expect(at - pixels[i - 1]!).toBeGreaterThanOrEqual(14 - 1e-9);
      }
    }),
    { numRuns: 100 },
  );
});

it('puts a name where its line is last possible', () => {
  const mark = {
    kind: 'line',
    tone: 'warm',
    points: [
      [0, 1],
      [1, 2],
      [2, null],
    ],
    label: 'here',
  } as const;
  expect(endLabels([mark], { beside: true, place: (y) => y, room: [0, 9] })).toEqual([
    { x: 1, y: 2, text: 'here', tone: 'warm', dy: 0 },
  ]);
});
