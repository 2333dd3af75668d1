import type { SideBySide } from '@ridgepoint/engine/report';
import { formatCount } from '@ridgepoint/engine/units';
import { inMoney, sideBySideCells, sideBySideVerdict } from '@ridgepoint/engine/wording';
import { tied } from '../state/on-page.ts';
import { speaker } from '../state/settings.ts';
import { Sentences } from './sentences.tsx';

interface Row {
  readonly name: string;
  readonly texts: readonly string[];
  readonly best: number | null;
  readonly clear: boolean;
}

/** Up to four scenarios, a column each: in what they differ, then what they answer with the best of each row marked. */
export function SideBySideAnswer({ report }: { readonly report: SideBySide }) {
  const said = inMoney(speaker.value, report);
  const words = said.messages.sideBySide;
  const cells = sideBySideCells(said);
  const { scenarios, inputs, measures, same } = report;
  const [first, ...more] = sideBySideVerdict(report, said);
  const differs = inputs.map(
    (row): Row => ({
      name: cells.inputName(row),
      texts: row.values.map((value) => cells.input(row, value)),
      best: null,
      clear: false,
    }),
  );
  const answers = measures.map(
    (row): Row => ({
      name: cells.measureName(row),
      texts: row.values.map((_, i) => cells.measure(row, i, row, true)),
      best: row.best,
      clear: row.clear,
    }),
  );
  const rules = scenarios.flatMap(({ name, assertions }) =>
    assertions.map((rule) => `${rule.holds ? '✓' : '✗'} ${name}  ${cells.rule(rule)}  ${cells.ruleValue(rule)}`),
  );
  const table = (caption: string, rows: readonly Row[]) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="scroll" tabIndex={0} aria-label={caption}>
      <table class="beside">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="unseen">{caption}</span>
            </th>
            {scenarios.map(({ name }, i) => (
              <th key={`${name}${i}`} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, texts, best, clear }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {texts.map((text, i) => (
                <td key={`${scenarios[i]!.name}${i}`} class={i === best ? 'best' : undefined}>
                  {i === best ? `${clear ? '●' : '○'} ${text}` : text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
  return (
    <>
      <header class="headline">
        <h2 class={scenarios.some(({ able }) => able) ? 'good' : 'bad'}>{tied(first)}</h2>
        {more.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </header>
      {differs.length > 0 ? table(words.differs, differs) : <p>{words.sameInputs}</p>}
      <p class="quiet note">{words.alike(formatCount(same))}</p>
      {table(words.answers, answers)}
      <p class="quiet note">{`● ${words.mark.clear} · ○ ${words.mark.near}`}</p>
      <Sentences sections={[[words.asserts, rules]]} />
    </>
  );
}
