import { useSignal } from '@preact/signals';
import { formatCount } from '@ridgepoint/engine/units';
import { useId } from 'preact/hooks';
import { speaker } from '../state/settings.ts';
import { type Shown, writeOn } from './session.ts';

const USUAL_TEMPERATURE = '0.8';

/** What the model writes, the newest first, and a beginning of the reader's own. */
export function Samples({ written, ready }: { readonly written: Shown['written']; readonly ready: boolean }) {
  const id = useId();
  const start = useSignal('');
  const temperature = useSignal(USUAL_TEMPERATURE);
  const { labPage: words } = speaker.value.messages;
  const [newest, ...earlier] = [...written].reverse();
  return (
    <section class="lab-samples">
      <h3>{words.writes}</h3>
      <form
        class="lab-write"
        onSubmit={(event) => {
          event.preventDefault();
          const bold = Number(temperature.value);
          writeOn(start.value, Number.isFinite(bold) ? Math.min(2, Math.max(0, bold)) : Number(USUAL_TEMPERATURE));
        }}
      >
        <div class="field">
          <label for={`${id}-start`}>{words.prompt}</label>
          <input
            id={`${id}-start`}
            type="text"
            autocomplete="off"
            maxLength={200}
            value={start.value}
            onInput={(event) => {
              start.value = event.currentTarget.value;
            }}
          />
        </div>
        <div class="field">
          <label for={`${id}-temperature`}>{words.temperature}</label>
          <input
            id={`${id}-temperature`}
            type="text"
            inputMode="decimal"
            value={temperature.value}
            maxLength={6}
            onInput={(event) => {
              temperature.value = event.currentTarget.value;
            }}
          />
        </div>
        <button type="submit" class="plain" disabled={!ready}>
          {words.write}
        </button>
      </form>
      {newest && <Sample of={newest} />}
      {earlier.length > 0 && (
        <details>
          <summary>{words.earlier}</summary>
          {earlier.map((each) => (
            <Sample key={written.indexOf(each)} of={each} />
          ))}
        </details>
      )}
    </section>
  );
}

const Sample = ({ of: { iteration, text } }: { readonly of: Shown['written'][number] }) => (
  <figure class="lab-sample">
    <figcaption class="quiet">{speaker.value.messages.labPage.after(formatCount(iteration))}</figcaption>
    <pre>{text}</pre>
  </figure>
);
