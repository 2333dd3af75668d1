import { hashOf } from '@ridgepoint/engine/operations/link/address';
import { printer } from '@ridgepoint/engine/wording';
import { speaker } from '../state/settings.ts';
import { distanceOf, type Errors, errorsOf, type Figure, unitOf } from './figures.ts';

const WORST = 15;
/** Families that are listed; any can be chosen beside the picture. */
const MOST = 25;

/** Errors of each family among what is shown; a family's name narrows the picture to it. */
export function FamiliesTable({
  figures,
  said,
}: {
  readonly figures: readonly Figure[];
  readonly said: Readonly<Record<string, string>>;
}) {
  const { page: words } = speaker.value.messages.accuracy;
  const groups = new Map<string, Figure[]>();
  for (const one of figures) {
    const own = groups.get(one.family);
    if (own) own.push(one);
    else groups.set(one.family, [one]);
  }
  const families = [...groups]
    .map(([family, own]) => [family, errorsOf(own)] as const)
    .sort(([, a], [, b]) => b.n - a.n);
  return (
    <>
      <h3 class="over">{words.families}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="scroll" tabIndex={0} aria-label={words.families}>
        <table class="roofs">
          <thead>
            <tr>
              {[
                words.familyOf,
                words.n,
                words.median,
                words.mean,
                words.p90,
                words.bias,
                words.inside,
                words.naive,
              ].map((word) => (
                <th key={word} scope="col">
                  {word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {families.slice(0, MOST).map(([family, errors]) => (
              <tr key={family}>
                <td>
                  <a href={hashOf({ page: 'accuracy', said: { ...said, family } })}>{family}</a>
                </td>
                {cells(errors).map((text, i) => (
                  <td key={i}>{text}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {families.length > MOST && <p class="quiet note">{words.more(families.length - MOST)}</p>}
    </>
  );
}

/** Errors in words, in the order of the table's columns. */
export function cells({ n, median, mean, p90, bias, inside, naive }: Errors): string[] {
  const print = printer(speaker.value);
  const share = (value: number) => print.amount(100 * value, '%', { digits: 2 });
  return [
    print.count(n),
    share(median),
    share(mean),
    share(p90),
    `${bias > 0 ? '+' : ''}${share(bias)}`,
    share(inside),
    naive === null ? '–' : share(naive),
  ];
}

/** The figures furthest off, with what is known of them and where they are printed. */
export function WorstTable({ figures, quantity }: { readonly figures: readonly Figure[]; readonly quantity: string }) {
  const said = speaker.value;
  const { page: words, note } = said.messages.accuracy;
  const print = printer(said);
  const { unit } = unitOf(quantity);
  const say = (value: number) => print.amount(value, unit, { style: 'short' });
  return (
    <>
      <h3 class="over">{words.worst}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="scroll" tabIndex={0} aria-label={words.worst}>
        <table class="roofs worst">
          <thead>
            <tr>
              {[words.row, words.chipOf, words.measured, words.predicted, words.ratio, words.why].map((word) => (
                <th key={word} scope="col">
                  {word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figures
              .toSorted((a, b) => distanceOf(b) - distanceOf(a))
              .slice(0, WORST)
              .map((one) => (
                <tr key={one.id}>
                  <td>
                    {/^https?:\/\//.test(one.url) ? (
                      <a href={one.url} title={one.where} rel="noreferrer noopener" target="_blank">
                        {one.id}
                      </a>
                    ) : (
                      one.id
                    )}
                  </td>
                  <td>{one.chip}</td>
                  <td>{say(one.measured)}</td>
                  <td>
                    {print.range({ value: one.predicted, low: one.low, high: one.high, unit }, { style: 'short' })}
                  </td>
                  <td>{print.amount(one.predicted / one.measured, '1', { digits: 2 })}</td>
                  <td class="quiet">{one.notes.map(note).join(said.locale === 'en' ? '; ' : '；')}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
