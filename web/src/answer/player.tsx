import { useSignal } from '@preact/signals';
import type { SeriesPoints } from '@ridgepoint/engine/serving';
import { formatCount } from '@ridgepoint/engine/units';
import { printer } from '@ridgepoint/engine/wording';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Chart } from '../charts/index.ts';
import { cacheShares, overTime } from '../pictures/over-time.ts';
import { speaker } from '../state/settings.ts';
import { useSteady } from '../state/use-steady.ts';

/** Simulated seconds in one of the reader's. */
const SPEEDS = [1, 5, 30, 120, 600, 3600] as const;
/** About so long a whole simulation is played. Seconds. */
const WHOLE = 25;

/** What waited, ran and was held at each moment: played by itself, or dragged along. */
export function Player({ series }: { readonly series: SeriesPoints }) {
  const said = speaker.value;
  const { playback: words, simulation } = said.messages;
  const print = printer(said);
  const { seconds, waiting, running } = series;
  const [first, end] = [seconds[0]!, seconds.at(-1)!];
  const busiest = seconds[waiting.indexOf(most(waiting))]!;
  // Stands where most wait until somebody plays it from the beginning.
  const now = useSignal(busiest);
  const untouched = useSignal(true);
  const playing = useSignal(false);
  const speed = useSignal<number>(SPEEDS.find((times) => (end - first) / times <= WHOLE) ?? SPEEDS.at(-1)!);
  const pictures = useMemo(() => overTime(series, said), [series, said]);
  const cache = useMemo(() => cacheShares(series), [series]);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!playing.value) return;
    let [frame, last] = [0, performance.now()];
    const step = (at: number) => {
      now.value = Math.min(end, now.peek() + ((at - last) / 1000) * speed.peek());
      last = at;
      if (now.peek() >= end) playing.value = false;
      else frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [playing.value, end]);
  useEffect(() => {
    now.value = busiest;
    untouched.value = true;
    playing.value = false;
  }, [series]);

  // Samples lie at even distances.
  const i = Math.min(seconds.length - 1, Math.floor(((now.value - first) / (end - first)) * (seconds.length - 1)));
  // Requests are counted on one scale, lest one that waits look like more than many that run.
  const crowd = Math.max(most(waiting), most(running));
  const rows = [
    { word: simulation.rows.waiting, tone: 'warm', share: waiting[i]! / crowd, text: formatCount(waiting[i]!) },
    { word: simulation.rows.running, tone: 'cool', share: running[i]! / crowd, text: formatCount(running[i]!) },
    { word: simulation.rows.cache, tone: 'cool-3', share: cache[i]!, text: print.percent(cache[i]!) },
  ];
  const time = (at: number) => print.amount(at - first, 's', { digits: 2 });
  const toggle = () => {
    if (!playing.value && (untouched.value || now.value >= end)) now.value = first;
    untouched.value = false;
    playing.value = !playing.value;
  };
  /** Where a pointer is along a picture, as a moment. */
  const scrub = useSteady((event: PointerEvent) => {
    const picture = (event.target as Element).closest<HTMLElement>('.picture');
    if (!picture || (event.type === 'pointermove' && event.buttons !== 1)) return;
    const [from, to] = ['--from', '--to'].map((name) => Number.parseFloat(picture.style.getPropertyValue(name)));
    const along = (event.clientX - picture.getBoundingClientRect().left - from!) / (to! - from!);
    untouched.value = false;
    playing.value = false;
    now.value = first + Math.min(1, Math.max(0, along)) * (end - first);
  });
  const at = (now.value - first) / (end - first);
  useEffect(() => box.current?.style.setProperty('--at', String(at)), [at]);
  return (
    <section class="player" aria-label={words.player} aria-live="off">
      <div class="controls">
        <button type="button" class="plain" onClick={toggle}>
          {playing.value ? words.pause : words.play}
        </button>
        <input
          type="range"
          min={first}
          max={end}
          step={(end - first) / (seconds.length - 1)}
          value={now.value}
          aria-label={words.scrub}
          aria-valuetext={words.moment({
            now: time(now.value),
            waiting: rows[0]!.text,
            running: rows[1]!.text,
            cache: rows[2]!.text,
          })}
          onInput={(event) => {
            untouched.value = false;
            playing.value = false;
            now.value = Number(event.currentTarget.value);
          }}
        />
        <span>{words.at({ now: time(now.value), all: time(end) })}</span>
        <label>
          <span class="unseen">{words.speed}</span>
          <select value={speed.value} onChange={(event) => (speed.value = Number(event.currentTarget.value))}>
            {SPEEDS.map((times) => (
              <option key={times} value={times}>
                {times} ×
              </option>
            ))}
          </select>
        </label>
      </div>
      <dl class="now" aria-label={words.now}>
        {rows.map(({ word, tone, share, text }) => (
          <div key={tone}>
            <dt>{word}</dt>
            <dd>
              <i class={tone} aria-hidden="true" style={{ width: `${100 * (share || 0)}%` }} />
              <b>{text}</b>
            </dd>
          </div>
        ))}
      </dl>
      <div ref={box} class="along" onPointerDown={scrub} onPointerMove={scrub}>
        {pictures.map((spec) => (
          <Chart key={spec.id} spec={spec} />
        ))}
      </div>
    </section>
  );
}

const most = (column: readonly number[]): number => column.reduce((high, value) => Math.max(high, value), 0);
