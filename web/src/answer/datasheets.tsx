import type { DatasheetLine, RooflineChip } from '@ridgepoint/engine/report';
import { printer, type Speaker } from '@ridgepoint/engine/wording';
import { speaker } from '../state/settings.ts';

/** Every cited fact of the chips: what it says, who says so, when, and how long ago that is. */
export function Datasheets({ chips }: { readonly chips: readonly RooflineChip[] }) {
  const said = speaker.value;
  const { roofline: words } = said.messages;
  return (
    <section class="datasheets">
      <h3>{words.datasheet}</h3>
      {chips.map(({ chip, chipName, datasheet }) => (
        <details key={chip}>
          <summary>{chipName}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
          <section class="scroll" tabIndex={0} aria-label={chipName}>
            <table class="roofs">
              <thead>
                <tr>
                  <th scope="col">{words.datasheet}</th>
                  <th scope="col">{words.said}</th>
                  <th scope="col">{words.source}</th>
                  <th scope="col">{words.date}</th>
                  <th scope="col">{words.age}</th>
                </tr>
              </thead>
              <tbody>
                {datasheet.map((line) => (
                  <Line key={line.path} line={line} />
                ))}
              </tbody>
            </table>
          </section>
        </details>
      ))}
    </section>
  );
}

function Line({ line }: { readonly line: DatasheetLine }) {
  const said = speaker.value;
  const { value, unit, title, url, date, age, disputed, note } = line;
  const print = printer(said);
  return (
    <tr>
      <td>{factName(line.path, said)}</td>
      <td title={note && said.messages.catalogue.note(note)}>
        {print.amount(value, unit === 'share' ? '1' : unit)}
        {disputed && <abbr title={said.messages.roofline.disputed}> ≠</abbr>}
      </td>
      <td>
        {/^https?:\/\//.test(url) ? (
          <a href={url} rel="noreferrer noopener" target="_blank">
            {title}
          </a>
        ) : (
          title
        )}
      </td>
      <td>{date}</td>
      <td class={age?.old ? 'bad' : undefined}>
        {age?.days === null || age === null ? '' : print.amount(age.days * 86_400, 's', { style: 'short', digits: 2 })}
      </td>
    </tr>
  );
}

/** `peak.bf16` in words; a fact that has none keeps its path. */
function factName(path: string, { messages }: Speaker): string {
  const { facts } = messages.roofline;
  const [group, dtype = ''] = path.split('.');
  if (group === 'peak') return facts.peak({ dtype });
  if (group === 'reachable') return facts.reachable({ dtype });
  const words = facts as Readonly<Record<string, unknown>>;
  const word = words[path];
  return typeof word === 'string' ? word : path;
}
