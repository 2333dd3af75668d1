import type { RooflineChip, RooflineReport } from '@ridgepoint/engine/report';
import {
  assumedLine,
  operatorName,
  printer,
  rooflineFlips,
  rooflineRoom,
  rooflineStands,
  rooflineVerdict,
} from '@ridgepoint/engine/wording';
import { useMemo } from 'preact/hooks';
import { Chart } from '../charts/index.ts';
import { roofline, toneOf } from '../pictures/roofline.ts';
import { tied } from '../state/on-page.ts';
import { speaker } from '../state/settings.ts';
import { Datasheets } from './datasheets.tsx';
import { Sentences } from './sentences.tsx';

/** What binds and from where on, the picture, every operator, ridge points, and the datasheets behind them. */
export function RooflineAnswer({ report }: { readonly report: RooflineReport }) {
  const said = speaker.value;
  const { roofline: words, labels } = said.messages;
  const picture = useMemo(() => roofline(report, said), [report, said]);
  const [verdict, ...told] = rooflineVerdict(report, said);
  return (
    <>
      <header class="headline">
        <h2>{tied(verdict)}</h2>
        {[...told, ...rooflineRoom(report, said)].map((line) => (
          <p key={line}>{line}</p>
        ))}
        {rooflineStands(report, said).map((line) => (
          <p key={line} class="doubt">
            {line}
          </p>
        ))}
      </header>
      <Chart spec={picture} />
      <Operators report={report} />
      <Ridges report={report} />
      <Sentences
        sections={[
          [words.flipsTitle, rooflineFlips(report, said)],
          [labels.headings.assumed, report.assumed.map((line) => assumedLine(line, null, said))],
        ]}
      />
      <Datasheets chips={report.chips} />
    </>
  );
}

/** A row an operator and chip. */
function Operators({ report: { chips } }: { readonly report: RooflineReport }) {
  const said = speaker.value;
  const { roofline: words } = said.messages;
  const print = printer(said);
  const time = (seconds: number) => print.amount(seconds, 's', { style: 'short' });
  const share = (one: RooflineChip['operators'][number]) => (one.flops > 0 ? print.percent(one.share) : '–');
  return (
    <>
      <h3 class="over">{words.operatorsTitle}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="scroll" tabIndex={0} aria-label={words.operatorsTitle}>
        <table class="roofs">
          <thead>
            <tr>
              <th scope="col">{words.operator}</th>
              <th scope="col">{words.format}</th>
              <th scope="col">FLOP/B</th>
              <th scope="col">{words.boundBy}</th>
              <th scope="col">{words.share}</th>
              <th scope="col">{words.roofTime}</th>
              <th scope="col">{words.predicted}</th>
              <th scope="col">{words.crosses}</th>
            </tr>
          </thead>
          {chips.map((chip, i) => (
            <tbody key={chip.chip}>
              <tr>
                <th scope="rowgroup" colSpan={8}>
                  <i class={toneOf(i)} aria-hidden="true" /> {chip.chipName}
                </th>
              </tr>
              {chip.operators.map((one) => (
                <tr key={`${one.name} ${one.of}`} class={one.bound}>
                  <td>{operatorName(one, said)}</td>
                  <td>{one.dtype}</td>
                  <td>{one.flops > 0 ? print.amount(one.intensity, '1', { digits: 2 }) : '–'}</td>
                  <td class={one.bound === 'compute' ? 'good' : undefined}>{words.sides[one.bound]}</td>
                  <td>{share(one)}</td>
                  <td>{time(one.seconds)}</td>
                  <td>
                    {one.predicted
                      ? `${time(one.predicted.seconds)}${one.predicted.grade === 'family' ? ' *' : ''}`
                      : '–'}
                  </td>
                  <td>{one.from === null ? '–' : print.count(one.from)}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </section>
      <p class="quiet note">{words.gradeNote}</p>
    </>
  );
}

const LEVELS = ['memory', 'link', 'host'] as const;

/** A row a chip and format: peak, and the ridge of every level. */
function Ridges({ report: { chips } }: { readonly report: RooflineReport }) {
  const said = speaker.value;
  const { roofline: words } = said.messages;
  const print = printer(said);
  const ridge = (chip: RooflineChip, dtype: string, level: (typeof LEVELS)[number]) => {
    const found = chip.ridges.find((one) => one.dtype === dtype && one.level === level)?.ridge;
    if (!found) return '–';
    return level === 'memory' ? print.range({ ...found, unit: '1' }, { digits: 3 }) : print.amount(found.value, '1');
  };
  return (
    <>
      <h3 class="over">{words.ridgesTitle}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="scroll" tabIndex={0} aria-label={words.ridgesTitle}>
        <table class="roofs">
          <thead>
            <tr>
              <th scope="col">{words.chip}</th>
              <th scope="col">{words.format}</th>
              <th scope="col">{words.peak}</th>
              {LEVELS.map((level) => (
                <th key={level} scope="col">
                  {words.levels[level]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {chips.flatMap((chip) =>
              chip.peaks.map(({ dtype, value }) => (
                <tr key={`${chip.chip} ${dtype}`}>
                  <td>{chip.short}</td>
                  <td>{dtype}</td>
                  <td>{print.amount(value, 'FLOP/s', { style: 'short' })}</td>
                  {LEVELS.map((level) => (
                    <td key={level}>{ridge(chip, dtype, level)}</td>
                  ))}
                </tr>
              )),
            )}
          </tbody>
        </table>
      </section>
    </>
  );
}
