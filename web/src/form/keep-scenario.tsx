import { useSignal } from '@preact/signals';
import { hashOf } from '@ridgepoint/engine/operations/link/address';
import { scenarioText } from '@ridgepoint/engine/operations/link/scenario-text';
import type { ScenarioData } from '../engine/protocol.ts';
import { keep, kept } from '../state/kept.ts';
import { speaker } from '../state/settings.ts';

/** Keeps what a page asks as a scenario, to be laid beside others or crossed with one. */
export function KeepScenario({ data, words }: { readonly data: ScenarioData; readonly words: readonly string[] }) {
  const { web } = speaker.value.messages;
  const done = useSignal(false);
  const name = words.filter((word) => word !== '').join(' ');
  const all = kept.value;
  const said = Object.fromEntries(all.slice(0, 4).map((scenario, i) => ['abcd'[i]!, scenarioText(scenario)] as const));
  return (
    <p class="keep">
      <button
        type="button"
        class="plain"
        onClick={() => {
          keep({ name, data });
          done.value = true;
        }}
      >
        {done.value ? web.keptNow : web.keep}
      </button>
      {all.length > 1 && <a href={hashOf({ page: 'compare', said })}>{web.compareKept(Math.min(4, all.length))}</a>}
    </p>
  );
}
