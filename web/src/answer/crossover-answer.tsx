import type { CrossoverReport } from '@ridgepoint/engine/report';
import {
  askedLine,
  crossoverVerdict,
  doubtLines,
  flipLines,
  nearestFlip,
  nowLines,
  type Speaker,
} from '@ridgepoint/engine/wording';
import { useMemo } from 'preact/hooks';
import { Chart } from '../charts/index.ts';
import { curves } from '../pictures/curves.ts';
import { flipTornado } from '../pictures/flip-tornado.ts';
import { winners } from '../pictures/winners.ts';
import { speaker } from '../state/settings.ts';
import { Sentences } from './sentences.tsx';

/** Who wins where: the sentence, both curves with the flip and its band, the map of winners, and what moves the flip. */
export function CrossoverAnswer({
  report,
  map,
}: {
  readonly report: CrossoverReport;
  readonly map: CrossoverReport | null;
}) {
  const said = speaker.value;
  const { messages } = said;
  const possible = report.stretches.some(({ leader }) => leader !== 'neither');
  const flip = nearestFlip(report);
  const pictures = useMemo(() => {
    const names = {
      x: inputName(report.over, report, said),
      y: messages.measures.names[report.on.key] ?? report.on.key,
    };
    return {
      curves: curves(report, names, said),
      tornado: flip ? flipTornado(report, flip, names.x, said) : null,
    };
  }, [report, said]);
  const mapped = useMemo(
    () =>
      map?.map
        ? winners(map, { x: inputName(map.over, map, said), y: inputName(map.map.over, map, said) }, said)
        : null,
    [map, said],
  );
  return (
    <>
      <header class="headline">
        <h2 class={possible ? 'good' : 'bad'}>{crossoverVerdict(report, said)}</h2>
        {[...nowLines(report, said), ...flipLines(report, said)].map((line) => (
          <p key={line}>{line}</p>
        ))}
        <p class="quiet">{askedLine(report, said)}</p>
      </header>
      {pictures.curves && <Chart spec={pictures.curves} />}
      {pictures.tornado && <Chart spec={pictures.tornado} />}
      {mapped && <Chart spec={mapped} />}
      <Sentences sections={[[messages.web.doubts, doubtLines(report, said)]]} />
    </>
  );
}

/** "rent", or "MI300X: rent" where only one of the two is turned. */
function inputName({ path, of }: CrossoverReport['over'], report: CrossoverReport, { messages }: Speaker): string {
  const input = messages.measures.inputs[path] ?? path;
  return of === 'both' ? input : messages.crossover.ofName({ input, name: report[of].name });
}
