import type { TimelineChart } from '@ridgepoint/engine/report';
import { formatCount } from '@ridgepoint/engine/units';
import { speaker } from '../state/settings.ts';

const KIND: Readonly<Record<string, 'forward' | 'backward' | 'input' | 'weight' | 'both'>> = {
  F: 'forward',
  B: 'backward',
  I: 'input',
  W: 'weight',
  M: 'both',
};
const ROW = 14;
const WIDTH = 600;

/** A step of the pipeline, stage by stage: what is white is a bubble. */
export function Timeline({ chart }: { readonly chart: TimelineChart }) {
  const { face } = speaker.value.messages;
  const all = formatCount(chart.microBatches);
  const title =
    chart.drawn === chart.microBatches
      ? face.timelineAll({ all })
      : face.timeline({ drawn: formatCount(chart.drawn), all });
  const used = Object.values(KIND).filter((kind) =>
    chart.rows.some(({ cells }) => [...cells].some((c) => KIND[c] === kind)),
  );
  return (
    <figure class="timeline">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${WIDTH + 60} ${chart.rows.length * ROW}`} role="img" aria-label={title}>
        {chart.rows.map(({ stage, cells }, row) => (
          <g key={stage} transform={`translate(0 ${row * ROW})`}>
            <text x={54} y={ROW - 4} text-anchor="end">
              {face.stage(stage + 1)}
            </text>
            {runs(cells).map(({ from, to, kind }) => (
              <rect
                key={from}
                class={`task ${kind}`}
                x={60 + (from / cells.length) * WIDTH}
                width={((to - from) / cells.length) * WIDTH - 0.5}
                y={1}
                height={ROW - 3}
              />
            ))}
          </g>
        ))}
      </svg>
      <ul class="legend">
        {used.map((kind) => (
          <li key={kind}>
            <i class={`task ${kind}`} aria-hidden="true" />
            <span>{kind === 'both' ? face.both : face.tasks[kind]}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** Cells that hold the same are one mark. */
function runs(cells: string) {
  const found: { from: number; to: number; kind: string }[] = [];
  for (const match of cells.matchAll(/(.)\1*/g)) {
    const kind = KIND[match[1]!];
    if (kind) found.push({ from: match.index, to: match.index + match[0].length, kind });
  }
  return found;
}
