import { printer } from '@ridgepoint/engine/wording';
import { speaker } from '../state/settings.ts';

export interface Piece {
  readonly key: string;
  readonly word: string;
  /** Of the whole bar. */
  readonly share: number;
  readonly amount: string;
}

/** A whole cut into its parts: one bar and its legend. Colour tells work from waiting and from idling; words tell the rest. */
export function PartBar({ title, pieces }: { readonly title: string; readonly pieces: readonly Piece[] }) {
  const print = printer(speaker.value);
  const drawn = pieces.filter(({ share }) => share >= 0.001);
  return (
    <figure class="parts">
      <figcaption>{title}</figcaption>
      <div
        class="bar"
        role="img"
        aria-label={`${title}: ${drawn.map((p) => `${p.word} ${print.percent(p.share)}`).join(', ')}`}
      >
        {drawn.map(({ key, share, word }) => (
          <span key={key} class={`part ${key}`} style={{ flexGrow: share }} title={`${word} ${print.percent(share)}`} />
        ))}
      </div>
      <ul class="legend">
        {drawn.map(({ key, word, share, amount }) => (
          <li key={key}>
            <i class={`part ${key}`} aria-hidden="true" />
            <span>{word}</span>
            <b>{print.percent(share)}</b>
            <span class="quiet">{amount}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
