import type { CrossoverReport } from '@ridgepoint/engine/report';
import {
  askedLine,
  crossoverVerdict,
  doubtLines,
  flipLines,
  inMoney,
  nearestFlip,
  nowLines,
  type Speaker,
} from '@ridgepoint/engine/wording';
import { memo } from 'preact/compat';
import { useMemo } from 'preact/hooks';
import { Chart } from '../charts/index.ts';
import { curves } from '../pictures/curves.ts';
import { flipTornado } from '../pictures/flip-tornado.ts';
import { winners } from '../pictures/winners.ts';
import { tied } from '../state/on-page.ts';
import { speaker } from '../state/settings.ts';
import { Sentences } from './sentences.tsx';

/** Who wins where: the sentence, both curves with the flip and its band, the map of winners, and what moves the flip. */
export function CrossoverAnswer({ report, latest, map }: Props & { readonly latest: CrossoverReport }) {
  const said = inMoney(speaker.value, latest);
  const possible = latest.stretches.some(({ leader }) => leader !== 'neither');
  return (
    <>
      <header class="headline">
        <h2 class={possible ? 'good' : 'bad'}>{tied(crossoverVerdict(latest, said))}</h2>
        {[...nowLines(latest, said), ...flipLines(latest, said)].map((line) => (
          <p key={line}>{line}</p>
        ))}
        <p class="quiet">{askedLine(latest, said)}</p>
      </header>
      <div class={latest === report ? 'beneath' : 'beneath behind'}>
        <Beneath report={report} map={map} />
      </div>
    </>
  );
}

interface Props {
  readonly report: CrossoverReport;
  readonly map: CrossoverReport | null;
}

/** Made anew with a whole answer only. */
const Beneath = memo(({ report, map }: Props) => {
  const base = speaker.value;
  const said = useMemo(() => inMoney(base, report), [base, report]);
  const flip = nearestFlip(report);
  const pictures = useMemo(() => {
    const names = {
      x: inputName(report.over, report, said),
      y: said.messages.measures.names[report.on.key] ?? report.on.key,
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
      {pictures.curves && <Chart spec={pictures.curves} />}
      {pictures.tornado && <Chart spec={pictures.tornado} />}
      {mapped && <Chart spec={mapped} />}
      <Sentences sections={[[said.messages.web.doubts, doubtLines(report, said)]]} />
    </>
  );
});

/** "rent", or "MI300X: rent" where only one of the two is turned. */
function inputName({ path, of }: CrossoverReport['over'], report: CrossoverReport, { messages }: Speaker): string {
  const input = messages.measures.inputs[path] ?? path;
  return of === 'both' ? input : messages.crossover.ofName({ input, name: report[of].name });
}
