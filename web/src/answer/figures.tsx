import { useSignal } from '@preact/signals';
import { speaker } from '../state/settings.ts';
import { Reasons } from './because-tree.tsx';

/** A number with its range; `path` leads to its reasons. */
export interface Figure {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly range: string | null;
  readonly path: string | null;
}

/** Numbers of an answer in a row; each opens its reasons beneath. */
export function Figures({ figures, of }: { readonly figures: readonly Figure[]; readonly of: number }) {
  const { web } = speaker.value.messages;
  const open = useSignal<string | null>(null);
  const opened = figures.find(({ key }) => key === open.value);
  return (
    <section class="figures">
      <ul>
        {figures.map(({ key, label, value, range, path }) => (
          <li key={key} data-path={path ?? undefined}>
            <button
              type="button"
              disabled={path === null}
              aria-expanded={open.value === key}
              title={path === null ? undefined : web.why}
              onClick={() => {
                open.value = open.value === key ? null : key;
              }}
            >
              <span class="label">{label}</span>
              <span class="value">{value}</span>
              {range && <span class="range">{range}</span>}
            </button>
          </li>
        ))}
      </ul>
      {opened?.path && <Reasons key={`${of}/${opened.path}`} of={of} path={opened.path} />}
    </section>
  );
}

/** "74 days (68–83)" as value and range. */
export function parted(printed: string): Pick<Figure, 'value' | 'range'> {
  const [, value = printed, range = null] = /^(.*?)\s*[(（](.*)[)）]$/s.exec(printed) ?? [];
  return { value, range };
}
