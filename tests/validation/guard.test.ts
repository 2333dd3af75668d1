import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../catalogue/src/index.ts';
import { BARS, type JudgedBar, type Summary, scoreRows, suiteOf, validateRows } from '../../engine/src/trust/index.ts';

const CORPUS = join('..', 'shared', 'validation');
const present = existsSync(join(CORPUS, 'training.json.gz'));
/** A family may not lose more than half a point of MAPE without docs/accuracy being written anew, where the loss is seen. */
const ALLOWED = 0.005;

if (!present) console.log(`skipped: ${CORPUS} is not here; the committed accuracy is not compared with this build`);

const committed = JSON.parse(readFileSync('docs/accuracy.json', 'utf8')) as {
  summary: Omit<Summary, 'failed'>[];
  bars: JudgedBar[];
};
const read = (file: string): unknown[] => {
  const bytes = readFileSync(join(CORPUS, file));
  return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as unknown[];
};

describe.skipIf(!present)('accuracy against the committed page', () => {
  const catalogue = present ? withKernels(readCatalogue()) : undefined;
  it.each(['training.json.gz', 'kernels.json.gz'])('no family of %s is worse by more than half a point', (file) => {
    const start = performance.now();
    const { summary } = validateRows(read(file), catalogue!);
    const seconds = (performance.now() - start) / 1000;
    const worse = summary.flatMap((now) => {
      const then = committed.summary.find((s) => s.family === now.family && s.quantity === now.quantity);
      if (!then || then.mape === null || !Number.isFinite(now.mape)) return [];
      return now.mape > then.mape + ALLOWED || now.refused > then.refused
        ? [
            `${now.family} ${now.quantity}: ${then.mape} -> ${now.mape.toFixed(4)}, refused ${then.refused} -> ${now.refused}`,
          ]
        : [];
    });
    expect(worse).toEqual([]);
    expect(seconds).toBeLessThan(60);
  });
});

describe.skipIf(!present)('accuracy of serving against the committed page', () => {
  const catalogue = present ? withKernels(readCatalogue()) : undefined;
  it('no source is worse by more than half a point of its median', () => {
    const rows = ['serving.json.gz', 'serving-power.json.gz', 'vllm-runs.json'].flatMap(read);
    const scored = validateRows(rows, catalogue!).rows.map((row) => ({ ...row, family: suiteOf(row.family) }));
    const worse = scoreRows(scored).summary.flatMap((now) => {
      const then = committed.summary.find((s) => s.family === now.family && s.quantity === now.quantity);
      if (!then || then.median_ape === null || !Number.isFinite(now.median_ape)) return [];
      return now.median_ape > then.median_ape + ALLOWED || now.refused > then.refused
        ? [`${now.family} ${now.quantity}: ${then.median_ape} -> ${now.median_ape.toFixed(4)}`]
        : [];
    });
    expect(worse).toEqual([]);
    // Some 15,000 simulated figures, on a core that other tests share.
  }, 1_200_000);
});

describe('the committed page', () => {
  it('names every family once a quantity and fails none that is not explained', () => {
    const keys = committed.summary.map((s) => `${s.family}|${s.quantity}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBeGreaterThan(30);
  });

  it('judges every bar once', () => {
    expect(committed.bars.map(({ id }) => id)).toEqual(BARS.map(({ id }) => id));
    for (const { figure, at_most: most, at_least: least, reached } of committed.bars)
      if (reached !== null) expect(reached).toBe(figure! <= (most ?? figure!) && figure! >= (least ?? figure!));
  });
});
