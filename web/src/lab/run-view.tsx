import { formatCount } from '@ridgepoint/engine/units';
import { printer } from '@ridgepoint/engine/wording';
import { useMemo } from 'preact/hooks';
import { Chart } from '../charts/index.ts';
import { learningCurve } from '../pictures/learning-curve.ts';
import { speaker } from '../state/settings.ts';
import { save } from '../take/file.ts';
import { Samples } from './samples.tsx';
import { begin, foreseen, leave, type Shown, tell } from './session.ts';

/** Steps whose middle one tells how long a step takes. */
const RECENT = 50;

/** A run while it goes on, and when it is over: how far, what it can, what it writes. */
export function RunView({ run }: { readonly run: Shown }) {
  const said = speaker.value;
  const { labPage: words, web } = said.messages;
  const print = printer(said);
  const { phase, begun, steps, judged, ended, kept } = run;
  const to = begun?.to ?? 0;
  const last = steps.at(-1);
  const iteration = ended?.iteration ?? (last ? last[0] + 1 : (begun?.from ?? 0));
  const step = middle(steps.slice(-RECENT).map(([, , , milliseconds]) => milliseconds)) / 1000;
  // Drawing takes longer than a small model's step: a picture for every doubling of the steps, for every twentieth part of a run, and
  // for every judging.
  const part =
    phase === 'running'
      ? Math.floor((20 * iteration) / Math.max(1, to)) + Math.floor(Math.log2(Math.max(1, iteration)))
      : iteration;
  const pictures = useMemo(() => learningCurve(steps, judged, to, said), [part, judged, to, said]);
  const best = ended?.best ?? judged.reduce((least, { val }) => Math.min(least, val), Number.POSITIVE_INFINITY);
  const headline =
    phase === 'preparing' || !begun
      ? words.preparing
      : phase === 'ended'
        ? ended?.stopped
          ? words.stopped({ iteration: formatCount(iteration) })
          : words.ended({ iteration: formatCount(iteration), best: best.toFixed(3) })
        : phase === 'paused'
          ? words.paused({ iteration: formatCount(iteration), of: formatCount(to) })
          : words.running({
              iteration: formatCount(iteration),
              of: formatCount(to),
              loss: last ? last[1].toFixed(3) : '–',
              left: step > 0 ? print.amount(step * (to - iteration), 's', { digits: 2 }) : '–',
            });
  const ahead = foreseen.value?.said === JSON.stringify(run.said) ? foreseen.value : null;
  return (
    <>
      <header class="headline">
        <h2>{headline}</h2>
        {begun && step > 0 && (
          <p class="quiet">
            {words.speed({
              measured: print.amount(step, 's'),
              predicted: ahead ? stepRange(ahead.seconds, said) : '',
              tokens: print.amount(begun.tokensPerStep / step, '1', { digits: 2 }),
              means: begun.device ? words.onGpu(begun.device) : words.means({ threads: String(begun.threads) }),
            })}
          </p>
        )}
      </header>
      <div class="progress lab-progress">
        <progress value={iteration} max={Math.max(1, to)} aria-label={words.settings.max_iters} />
        {phase === 'running' && (
          <button type="button" onClick={() => tell('pause')}>
            {words.pause}
          </button>
        )}
        {phase === 'paused' && (
          <button type="button" onClick={() => tell('go-on')}>
            {words.goOn}
          </button>
        )}
        {(phase === 'running' || phase === 'paused') && (
          <button type="button" onClick={() => tell('stop')}>
            {words.stop}
          </button>
        )}
        {phase === 'ended' && kept && ended?.stopped && (
          <button type="button" onClick={() => begin(run.said, kept.file)}>
            {words.resume}
          </button>
        )}
        {phase === 'ended' && kept && (
          <button type="button" onClick={() => save(`ridgepoint-lab-${kept.iteration}.safetensors`, kept.file)}>
            {words.save}
          </button>
        )}
        {phase === 'ended' && (
          <button type="button" onClick={leave}>
            {words.anew}
          </button>
        )}
      </div>
      {/* Not the headline, which changes all the time. */}
      <p class="unseen" role="status">
        {phase === 'ended' || phase === 'paused' ? headline : phase === 'preparing' ? web.answering : ''}
      </p>
      {phase === 'ended' && ended?.stopped && <p class="quiet">{words.stoppedHint}</p>}
      {steps.length > 1 && (
        <>
          <Chart spec={pictures[0]!} />
          <Samples written={run.written} ready={begun !== null && phase !== 'preparing'} />
          <Chart spec={pictures[1]!} />
        </>
      )}
    </>
  );
}

/** A step's seconds with their range. */
export function stepRange(
  { median, least, p90 }: { readonly median: number; readonly least: number; readonly p90: number },
  said: typeof speaker.value,
): string {
  return printer(said).range({ value: median, low: least, high: p90, unit: 's' });
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
