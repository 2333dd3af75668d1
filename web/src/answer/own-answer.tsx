import { OLD_DAYS, type OwnComparison } from '@ridgepoint/engine/report';
import {
  noticeSentence,
  OLD_MARK,
  ownAssumedTexts,
  ownFacts,
  ownQuestion,
  ownVerdict,
  printer,
  round3,
} from '@ridgepoint/engine/wording';
import { useMemo } from 'preact/hooks';
import { Chart } from '../charts/index.ts';
import { costOverTime } from '../pictures/cost-over-time.ts';
import { costParts } from '../pictures/cost-parts.ts';
import { ownTornado } from '../pictures/own-tornado.ts';
import { tied } from '../state/on-page.ts';
import { speaker } from '../state/settings.ts';
import { type Figure, Figures, parted } from './figures.tsx';
import { Sentences } from './sentences.tsx';

/** Rent, own or an API: the verdict, what an hour of work costs by each, what is paid when and for what, and where it flips. */
export default function OwnAnswer({ report, id }: { readonly report: OwnComparison; readonly id: number }) {
  const said = speaker.value;
  const [first, ...more] = ownVerdict(report, said);
  const pictures = useMemo(
    () => ({
      time: costOverTime(report, said),
      parts: costParts(report, said),
      tornado: ownTornado(report, said),
    }),
    [report, said],
  );
  const { headings } = said.messages.labels;
  return (
    <>
      <header class="headline">
        <h2 class="good">{tied(first)}</h2>
        {more.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {report.notices.map((notice) => (
          <p key={notice.code} class="doubt">
            {noticeSentence(notice, report.question.chipName, said)}
          </p>
        ))}
        <p class="quiet">{ownQuestion(report, said)}</p>
      </header>
      <Figures figures={figuresOf(report)} of={id} />
      {pictures.time && <Chart spec={pictures.time} />}
      <Options report={report} />
      {pictures.tornado && <Chart spec={pictures.tornado} />}
      <Chart spec={pictures.parts} />
      <Sentences
        sections={[
          [said.messages.web.alsoKnown, ownFacts(report, said)],
          [
            headings.assumed,
            [
              ...ownAssumedTexts(report, said),
              ...(isOld(report) ? [said.messages.own.older({ days: String(OLD_DAYS) })] : []),
            ],
          ],
        ]}
      />
    </>
  );
}

const isOld = ({ assumed, money }: OwnComparison): boolean =>
  assumed.some(({ age }) => age?.old) || money.age?.old === true;

/** What an hour of work costs by each way; its reasons are those of the way. */
function figuresOf({ options, money }: OwnComparison): readonly Figure[] {
  const said = speaker.value;
  const { own } = said.messages;
  const print = printer(said);
  return options.map(({ option, perUsedHour }) => ({
    key: option,
    label: own.options[option],
    path: option.replaceAll('-', '_'),
    ...parted(
      print.range(
        { ...perUsedHour, unit: 'USD/h' },
        { style: 'short', digits: 3, currency: money.currency, rate: money.perUsd },
      ),
    ),
  }));
}

function Options({ report: { options, verdict, money, question } }: { readonly report: OwnComparison }) {
  const said = speaker.value;
  const { own, web } = said.messages;
  const print = printer(said);
  const usd = (of: { value: number; low: number; high: number; unit: string }) =>
    print.moneyRange(
      {
        ...of,
        value: round3(of.value * money.perUsd),
        low: round3(of.low * money.perUsd),
        high: round3(of.high * money.perUsd),
      },
      money,
    );
  const tokens = options.some(({ perMillion }) => perMillion);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="scroll" tabIndex={0} aria-label={web.titles.decide}>
      <table class="options">
        <thead>
          <tr>
            <th scope="col">{own.columns.option}</th>
            <th scope="col">{own.columns.year}</th>
            <th scope="col">{print.amount(question.years, 'year')}</th>
            {tokens && <th scope="col">{own.columns.million}</th>}
            <th scope="col">{own.columns.age}</th>
          </tr>
        </thead>
        <tbody>
          {options.map(({ option, firm, perYear, total, perMillion, age }) => (
            <tr key={option} class={option === verdict.firm ? 'best' : undefined}>
              <th scope="row">
                {own.options[option]}
                {firm ? '' : ' *'}
              </th>
              <Cost said={usd(perYear)} />
              <Cost said={usd(total)} />
              {tokens && (perMillion ? <Cost said={usd(perMillion)} /> : <td>–</td>)}
              <td>{age ? age.date.slice(0, 7) + (age.old ? OLD_MARK : '') : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {options.some(({ firm }) => !firm) && <p class="quiet note">* {own.spotMark}</p>}
    </section>
  );
}

/** A sum, its range beneath it where there is little room. */
function Cost({ said }: { readonly said: string }) {
  const { value } = parted(said);
  const range = said.slice(value.length);
  return (
    <td>
      <span>{value}</span>
      {range.startsWith(' ') && ' '}
      <span class="range">{range.trim()}</span>
    </td>
  );
}
