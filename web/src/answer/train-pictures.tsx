import type { TrainReport } from '@ridgepoint/engine/report';
import { useMemo } from 'preact/hooks';
import { Chart } from '../charts/index.ts';
import { stageMemory } from '../pictures/stage-memory.ts';
import { stepTimeline } from '../pictures/step-timeline.ts';
import { strategyFront } from '../pictures/strategy-front.ts';
import { speaker } from '../state/settings.ts';

/** Where time goes along the pipeline, what each stage holds, and what else could have been chosen. */
export function TrainPictures({ report }: { readonly report: TrainReport }) {
  const said = speaker.value;
  const pictures = useMemo(
    () =>
      [stepTimeline(report, said), stageMemory(report, said), strategyFront(report, said)].filter((of) => of !== null),
    [report, said],
  );
  return (
    <>
      {pictures.map((spec) => (
        <Chart key={spec.id} spec={spec} />
      ))}
    </>
  );
}
