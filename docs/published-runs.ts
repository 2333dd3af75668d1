// Writes docs/published-runs.md: node cli/bin/run.mjs docs/published-runs.ts
import { writeFileSync } from 'node:fs';
import { readCatalogue } from '@ridgepoint/catalogue';
import { PUBLISHED_RUNS, estimateRunOf } from '../tests/validation/published-runs.ts';

const catalogue = readCatalogue('catalogue/dist/catalogue.json');
const percent = (x: number) => `${(100 * x).toFixed(1)} %`;
const millions = (x: number) => (x / 1e6).toFixed(2);

const rows = PUBLISHED_RUNS.flatMap((run) => {
  const estimate = estimateRunOf(run, catalogue);
  const line = (what: string, published: string, ours: string, inside: boolean) =>
    `| ${run.id} | ${what} | ${published} | ${ours} | ${inside ? 'inside' : '**outside**'} |`;
  const { mfu, hours, interruptions54Days } = run.published;
  const h = estimate.run.acceleratorHours;
  const perWindow = (estimate.run.interruptions / (estimate.run.wallSeconds.value / 86_400)) * 54;
  return [
    ...(mfu === undefined ? [] : [line('MFU', percent(mfu), `${percent(estimate.mfu.value)} (${percent(estimate.mfu.low)}–${percent(estimate.mfu.high)})`, mfu >= estimate.mfu.low && mfu <= estimate.mfu.high)]),
    ...(hours === undefined ? [] : [line('million GPU-hours', millions(hours), `${millions(h.value)} (${millions(h.low)}–${millions(h.high)})`, hours >= h.low && hours <= h.high)]),
    ...(interruptions54Days === undefined ? [] : [line('interruptions in 54 days', String(interruptions54Days), perWindow.toFixed(0), Math.abs(perWindow / interruptions54Days - 1) < 0.2)]),
  ];
});

const notes = PUBLISHED_RUNS.map((run) => `- **${run.id}**: ${run.source}.${run.outside ? ` Why it is outside: ${run.outside}.` : ''}`);

writeFileSync(
  'docs/published-runs.md',
  `# Published runs against the estimate

Written by \`node cli/bin/run.mjs docs/published-runs.ts\`. The range is the 90 % interval of the step time, failures, checkpoints and restarts
included. The interruption rate is the published one of Llama 3 405B itself, so that line checks the arithmetic, not the rate.

| run | figure | published | estimate | |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

${notes.join('\n')}
`,
);
