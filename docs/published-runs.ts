// Writes docs/published-runs.md: node cli/bin/run.mjs docs/published-runs.ts
import { writeFileSync } from 'node:fs';
import { readCatalogue } from '@ridgepoint/catalogue';
import {
  estimateRunOf,
  fullOverCausal,
  hoursOf,
  hoursOverUnknown,
  PUBLISHED_RUNS,
} from '../tests/validation/published-runs.ts';

const catalogue = readCatalogue('catalogue/dist/catalogue.json');
const percent = (x: number) => `${(100 * x).toFixed(1)} %`;
const millions = (x: number) => (x / 1e6).toFixed(2);

interface Line {
  readonly figure: string;
  readonly published: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly print: (x: number) => string;
}

/** Each published figure of a run beside ours. */
function linesOf(run: (typeof PUBLISHED_RUNS)[number]): Line[] {
  const { mfu, hfu, step, run: days } = estimateRunOf(run, catalogue);
  const { published } = run;
  const lines: Line[] = [];
  const counts: [string, number][] = [['MFU', 1]];
  if (run.countingUnstated)
    counts.push([
      'MFU, the masked half of attention counted too (the source does not say)',
      fullOverCausal(run, catalogue),
    ]);
  if (published.mfu !== undefined) {
    for (const [figure, k] of counts) {
      lines.push({
        figure,
        published: published.mfu,
        value: k * mfu.value,
        low: k * mfu.low,
        high: k * mfu.high,
        print: percent,
      });
    }
  }
  if (published.hfu !== undefined) lines.push({ figure: 'HFU', published: published.hfu, ...hfu, print: percent });
  if (published.step !== undefined)
    lines.push({ figure: 'step, s', published: published.step, ...step, print: (x) => x.toPrecision(3) });
  if (published.hours !== undefined) {
    const figure = run.withStages ? 'million GPU-hours, long-context stage included' : 'million GPU-hours';
    const hours = hoursOf(run, catalogue);
    const open = hoursOverUnknown(run, catalogue);
    const at = open ? `${figure}, were it ${run.accelerators} GPUs and ${run.globalBatch} sequences a step` : figure;
    lines.push({ figure: at, published: published.hours, ...hours, print: millions });
    if (open) {
      const over = `${figure}, over ${run.unknown!.accelerators[0]} to ${run.unknown!.accelerators.at(-1)} GPUs and 4 to 16 M tokens a step`;
      lines.push({ figure: over, published: published.hours, value: hours.value, ...open, print: millions });
    }
  }
  if (published.interruptions54Days !== undefined) {
    const value = (days.interruptions / (days.wallSeconds.value / 86_400)) * 54;
    lines.push({
      figure: 'interruptions in 54 days',
      published: published.interruptions54Days,
      value,
      low: 0.8 * value,
      high: 1.2 * value,
      print: (x) => x.toFixed(0),
    });
  }
  return lines;
}

const rows = PUBLISHED_RUNS.flatMap((run) =>
  linesOf(run).map(({ figure, published, value, low, high, print }) => {
    // A utilisation is printed to a whole per cent.
    const half = print === percent ? 0.005 : 0;
    const inside = published >= low - half && published <= high + half;
    return `| ${run.id} | ${figure} | ${print(published)} | ${print(value)} (${print(low)}–${print(high)}) | ${inside ? 'inside' : '**outside**'} |`;
  }),
);

const notes = PUBLISHED_RUNS.map(
  (run) =>
    `- **${run.id}**: ${run.source}.${run.unknown ? ' The card counts every hour; what it counts is met only on clusters that are large for the batch, so the range over what is not known is wide.' : ''}${run.beyond ? ` Outside, because: ${run.beyond}.` : ''}`,
);

const inside = rows.filter((row) => row.endsWith('| inside |')).length;

writeFileSync(
  'docs/published-runs.md',
  `# Published runs against the estimate

Written by \`node cli/bin/run.mjs docs/published-runs.ts\`. The range is the 90 % interval of the step time, failures, checkpoints and restarts
included. The interruption rate is the published one of Llama 3 405B itself, so that line checks the arithmetic, not the rate.
${inside} of ${rows.length} lines lie inside: those of one source share their error, and runs of thousands of GPUs come out too quick more often than too slow.

| run | figure | published | estimate | |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

${notes.join('\n')}
`,
);
