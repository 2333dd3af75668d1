import type { Messages } from '@ridgepoint/engine/messages/en';
import { LONGEST } from '@ridgepoint/engine/operations/link/address';
import type { Field } from '@ridgepoint/engine/operations/scenario/fields';
import { memo } from 'preact/compat';
import { useId } from 'preact/hooks';
import type { Name, Names } from '../engine/protocol.ts';
import { onPage } from '../state/on-page.ts';
import { isWhole, speaker } from '../state/settings.ts';
import { Slider, slides } from './slider.tsx';

/** Why a value was refused, and what would be taken in its place. */
export interface Wrong {
  readonly sentence: string;
  readonly nearest: readonly string[];
}

interface Props {
  readonly field: Field;
  readonly value: string;
  readonly names: Names;
  readonly wrong: Wrong | null;
  readonly onSay: (flag: string, value: string) => void;
  readonly operation?: string | undefined;
}

/** One input: a word or a number with its unit as it is typed in a terminal; a slider beside numbers worth dragging. Drawn anew only where it changed. */
export const FieldInput = memo(({ field, value, names, wrong, onSay, operation = '' }: Props) => {
  const id = useId();
  const { flag = '', kind } = field;
  const say = (text: string) => onSay(flag, text);
  const hint = hintOf(flag, operation);
  const listed = namesOf(field, names);
  return (
    <div class={`field${wrong ? ' wrong' : ''}`}>
      <label for={id} title={hint}>
        {labelOf(flag)}
        {labelOf(flag) !== flag.replaceAll('-', ' ') && (
          <>
            {' '}
            <code class="flag">{flag}</code>
          </>
        )}
      </label>
      {kind === 'choice' && !field.list ? (
        <select id={id} value={value} onChange={(event) => say(event.currentTarget.value)}>
          <option value="" />
          {field.choices?.map((word) => (
            <option key={word} value={String(word)}>
              {word}
            </option>
          ))}
        </select>
      ) : kind === 'switch' ? (
        <select id={id} value={value} onChange={(event) => say(event.currentTarget.value)}>
          <option value="" />
          {(['on', 'off'] as const).map((word) => (
            <option key={word} value={word}>
              {speaker.value.messages.web.turned[word]}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          type="text"
          placeholder=" "
          value={value}
          maxLength={LONGEST}
          spellcheck={false}
          autocomplete="off"
          list={listed.length > 0 ? `${id}-names` : undefined}
          aria-invalid={wrong !== null}
          aria-describedby={`${id}-hint`}
          onInput={(event) => say(event.currentTarget.value)}
        />
      )}
      {listed.length > 0 && (
        <datalist id={`${id}-names`}>
          {listed.map((name) => (
            <option key={name.id} value={name.id}>
              {speaker.value.locale === 'zh-CN' && name.nameZh ? name.nameZh : name.name}
            </option>
          ))}
        </datalist>
      )}
      {slides(flag) && value !== '' && <Slider flag={flag} value={value} label={labelOf(flag)} onSay={say} />}
      <p id={`${id}-hint`} class={wrong ? 'sentence' : 'hint'}>
        {wrong?.sentence ?? hint}
      </p>
      {wrong && wrong.nearest.length > 0 && (
        <p class="nearest">
          {wrong.nearest.map((text) => (
            <button key={text} type="button" class="plain" onClick={() => say(text)}>
              {text}
            </button>
          ))}
        </p>
      )}
    </div>
  );
});

const labelOf = (flag: string): string => speaker.value.messages.web.field(flag);

/** Hints come after the first answer. */
function hintOf(flag: string, operation: string): string {
  const key = flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const { help } = speaker.value.messages as Partial<Messages>;
  const own = (help?.own as Readonly<Record<string, object>> | undefined)?.[operation];
  const hints = { ...help?.options, ...own } as Readonly<Record<string, unknown>>;
  return Object.hasOwn(hints, key) && typeof hints[key] === 'string' ? onPage(hints[key]) : '';
}

/** Hundreds, to choose from: they come after the first headline too. */
function namesOf({ flag }: Field, names: Names): readonly Name[] {
  if (!isWhole.value) return [];
  return flag === 'model' || flag === 'on' || flag === 'grid' ? names[flag] : [];
}
