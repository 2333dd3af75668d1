import type { BarId, JudgedBar } from '@ridgepoint/engine/trust';
import { printer } from '@ridgepoint/engine/wording';
import { speaker } from '../state/settings.ts';

const AREAS = ['training', 'kernels', 'intervals', 'serving'] as const;

/** What accuracy has to reach, line by line: reached or missed. */
export function BarsTable({ bars }: { readonly bars: readonly JudgedBar[] }) {
  const said = speaker.value;
  const { bars: words } = said.messages;
  const print = printer(said);
  const shown = (value: number | null, unit: JudgedBar['unit']): string =>
    value === null
      ? '–'
      : unit === 'share'
        ? print.amount(100 * value, '%', { digits: 2 })
        : print.amount(value, '1', { digits: 2 });
  const wanted = ({ at_least: least, at_most: most, unit }: JudgedBar): string => {
    if (least !== null && most !== null) return `${shown(least, unit)} – ${shown(most, unit)}`;
    if (most !== null) return most === 0 ? '0' : `≤ ${shown(most, unit)}`;
    return least === null ? '–' : `≥ ${shown(least, unit)}`;
  };
  const judged = bars.filter(({ reached }) => reached !== null);
  const reached = judged.filter((bar) => bar.reached).length;
  return (
    <>
      <h3 class="over">{words.title}</h3>
      <p>{words.count({ reached: print.count(reached), judged: print.count(judged.length) })}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="scroll" tabIndex={0} aria-label={words.title}>
        <table class="roofs bars">
          <thead>
            <tr>
              <th scope="col">{words.bar}</th>
              <th scope="col">{words.wanted}</th>
              <th scope="col">{words.figure}</th>
              <th scope="col">{words.of}</th>
              <th scope="col">
                <span class="unseen">{words.reached}</span>
              </th>
            </tr>
          </thead>
          {AREAS.map((area) => (
            <tbody key={area}>
              <tr>
                <th scope="rowgroup" colSpan={5}>
                  {words.areas[area]}
                </th>
              </tr>
              {bars
                .filter((bar) => bar.area === area)
                .map((bar) => (
                  <tr key={bar.id}>
                    <td>{words.names[bar.id as BarId] ?? bar.id}</td>
                    <td>{wanted(bar)}</td>
                    <td>{shown(bar.figure, bar.unit)}</td>
                    <td>{bar.of === 0 ? '–' : print.count(bar.of)}</td>
                    <td class={bar.reached === false ? 'bad' : bar.reached ? 'good' : undefined}>
                      {bar.reached === null ? '–' : bar.reached ? words.reached : words.missed}
                    </td>
                  </tr>
                ))}
            </tbody>
          ))}
        </table>
      </section>
    </>
  );
}
