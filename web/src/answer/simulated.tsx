import '../style/simulated.css';
import { useSignal } from '@preact/signals';
import { commandOf } from '@ridgepoint/engine/operations/link/address';
import type { SimulationReport } from '@ridgepoint/engine/report';
import { pictureSentences, promisePhrases, trafficSentence, verdictSentences } from '@ridgepoint/engine/wording';
import { useEffect, useMemo } from 'preact/hooks';
import { Chart } from '../charts/index.ts';
import { ask } from '../engine/ask.ts';
import type { ScenarioData } from '../engine/protocol.ts';
import { latencySpread } from '../pictures/latency-spread.ts';
import { speaker } from '../state/settings.ts';
import { Player } from './player.tsx';

/** Whoever still types or drags waits for nothing. */
const REST_MS = 300;
const WORDS = ['simulate', 'serve'] as const;

interface Props {
  /** The number of the estimate that stands above: each is followed by a simulation of the same. */
  readonly id: number;
  readonly asked: () => ScenarioData | Promise<ScenarioData>;
  readonly said: Readonly<Record<string, string>>;
}

/** The same deployment request by request: verdict, latencies over all requests, and what happened when, to be played. */
export function Simulated({ id, asked, said: words }: Props) {
  const report = useSignal<SimulationReport | null>(null);
  const waits = useSignal(true);
  useEffect(() => {
    let current = true;
    waits.value = true;
    const rest = setTimeout(async () => {
      const outcome = await ask<SimulationReport>('simulate-serve', await asked(), 'last');
      if (!current) return;
      waits.value = false;
      // What the estimate above was answered for can be refused here: nothing comes, or no rate is said.
      report.value = outcome.kind === 'answer' ? outcome.answer : null;
    }, REST_MS);
    return () => {
      current = false;
      clearTimeout(rest);
    };
  }, [id]);
  const said = speaker.value;
  const { playback } = said.messages;
  const { value: found } = report;
  const spreads = useMemo(
    () => (found ? (['ttft', 'tpot'] as const).flatMap((name) => latencySpread(found, name, said) ?? []) : []),
    [found, said],
  );
  if (!found && !waits.value) return null;
  return (
    <section class={waits.value ? 'simulated beneath behind' : 'simulated beneath'}>
      <h3>{playback.title}</h3>
      {found ? (
        <>
          <p class={found.outcome === 'kept' || found.outcome === 'answered' ? 'good' : 'doubt'}>
            {verdictSentences(found, said).join(said.locale === 'en' ? ' ' : '')}
          </p>
          {promisePhrases(found, said).map((line) => (
            <p key={line}>{line}</p>
          ))}
          {[trafficSentence(found, said), ...pictureSentences(found, said)].map((line) => (
            <p class="quiet" key={line}>
              {line}
            </p>
          ))}
          <div class="pair">
            {spreads.map((spec) => (
              <Chart key={spec.id} spec={spec} />
            ))}
          </div>
          {found.series && found.series.seconds.length > 3 && <Player series={found.series} />}
          <p class="formula quiet">
            <code>{commandOf(WORDS, words)}</code>
          </p>
        </>
      ) : (
        <p class="quiet">{playback.waiting}</p>
      )}
    </section>
  );
}
