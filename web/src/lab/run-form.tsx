import { LabProblem } from '@ridgepoint/lab/problem';
import { useId } from 'preact/hooks';
import { go, place } from '../state/place.ts';
import { speaker } from '../state/settings.ts';
import { DEVICES, type Said } from './protocol.ts';
import { before, goes, saidHere } from './session.ts';
import { LIMITS, type Settable, usualOf, wishOf } from './wishes.ts';

const FIRST: readonly Settable[] = [
  'n_layer',
  'n_head',
  'n_embd',
  'block_size',
  'batch_size',
  'max_iters',
  'learning_rate',
];
const MORE: readonly Settable[] = ['dropout', 'warmup_iters', 'eval_interval', 'eval_iters', 'seed', 'threads'];
/** What a checkpoint decides. */
const OF_THE_MODEL: ReadonlySet<Settable> = new Set(['n_layer', 'n_head', 'n_embd', 'block_size']);

/** What is wrong with what was said, if anything. */
export function wrongIn(said: Said): LabProblem | null {
  try {
    wishOf(said);
    return null;
  } catch (error) {
    if (error instanceof LabProblem) return error;
    throw error;
  }
}

/** Settings of a run, in the address as everything that is asked. */
export function RunForm() {
  const { labPage: words } = speaker.value.messages;
  return (
    <form class="question" onSubmit={(event) => event.preventDefault()}>
      {FIRST.map((name) => (
        <Setting key={name} name={name} />
      ))}
      <details>
        <summary>{words.more}</summary>
        <Device />
        {MORE.map((name) => (
          <Setting key={name} name={name} />
        ))}
      </details>
    </form>
  );
}

function Setting({ name }: { readonly name: Settable }) {
  const id = useId();
  const { lab, labPage: words } = speaker.value.messages;
  const said = saidHere();
  const [least, most] = LIMITS[name];
  const problem = wrongIn(said);
  const own = problem && (problem.values.name === name || (problem.code === 'heads' && name === 'n_head'));
  return (
    <div class={own ? 'field wrong' : 'field'}>
      <label for={id}>
        {words.settings[name]}
        <code class="flag">{name}</code>
      </label>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autocomplete="off"
        spellcheck={false}
        maxLength={20}
        value={said[name] ?? ''}
        placeholder={usualOf(name)}
        disabled={goes.value || (before.value !== null && OF_THE_MODEL.has(name))}
        aria-invalid={own === true}
        aria-describedby={`${id}-hint`}
        onInput={(event) => say(name, event.currentTarget.value)}
      />
      <p id={`${id}-hint`} class={own ? 'sentence' : 'hint'}>
        {own ? lab.problems[problem.code]!(problem.values) : words.between({ least: text(least), most: text(most) })}
      </p>
    </div>
  );
}

function Device() {
  const id = useId();
  const { labPage: words } = speaker.value.messages;
  return (
    <div class="field">
      <label for={id}>
        {words.device}
        <code class="flag">device</code>
      </label>
      <select
        id={id}
        value={saidHere().device ?? DEVICES[0]}
        disabled={goes.value}
        onChange={(event) => say('device', event.currentTarget.value === DEVICES[0] ? '' : event.currentTarget.value)}
      >
        {DEVICES.map((each) => (
          <option key={each} value={each}>
            {words.devices[each]}
          </option>
        ))}
      </select>
    </div>
  );
}

function say(name: string, value: string): void {
  const { [name]: _, ...rest } = place.peek().said;
  go({ page: 'lab', said: value === '' ? rest : { ...rest, [name]: value } }, true);
}

const text = (value: number): string => value.toLocaleString('en-US', { maximumSignificantDigits: 10 });
