import type { FitReport, FitRow } from '@ridgepoint/engine/report';
import { formatCount } from '@ridgepoint/engine/units';
import { assumedLine, fitQuality, fitVerdict, gapOf, parametersText, printer } from '@ridgepoint/engine/wording';
import { tied } from '../state/on-page.ts';
import { speaker } from '../state/settings.ts';
import { Sentences } from './sentences.tsx';

const GiB = 2 ** 30;

/** The answer of `fit serve`: what is best and what it loses, then formats or models, best first. */
export function FitAnswer({ report }: { readonly report: FitReport }) {
  const said = speaker.value;
  const { serving, labels } = said.messages;
  const [best] = report.rows;
  const machines = report.machines.join(', ');
  return (
    <>
      <header class="headline">
        <h2 class={report.outcome === 'fits' ? 'good' : 'bad'}>
          {tied([serving.outcomes[report.outcome], fitVerdict(report, said)].join(gapOf(said)))}
        </h2>
        {best?.fits && <p class="strategy">{fitQuality(best, said)}</p>}
        <p class="quiet">
          {report.modelName === null ? machines : `${report.modelName} (${parametersText(report, said)}), ${machines}`}
          {' · '}
          {serving.fit.question({
            input: formatCount(report.input),
            output: formatCount(report.output),
            context: formatCount(report.context),
          })}
        </p>
      </header>
      <Rows report={report} />
      <Sentences
        sections={[
          [labels.headings.why, [serving.fit.rule]],
          [labels.headings.assumed, report.assumed.map((line) => assumedLine(line, null, said))],
        ]}
      />
    </>
  );
}

function Rows({ report }: { readonly report: FitReport }) {
  const said = speaker.value;
  const { fit } = said.messages.serving;
  const { columns, noFit } = fit;
  const print = printer(said);
  const models = report.kind === 'models';
  const fastest = Math.max(...report.rows.map(({ decode }) => decode?.high ?? 0));
  const speed = (row: FitRow) => (row.fits && row.decode ? print.range({ ...row.decode, unit: '' }).trim() : noFit);
  return (
    <div class="scroll">
      <table class="fits">
        <thead>
          <tr>
            <th scope="col">{models ? columns.model : columns.weights}</th>
            {models && <th scope="col">{columns.weights}</th>}
            <th scope="col">{columns.size}</th>
            <th scope="col">{columns.context}</th>
            <th scope="col">{columns.batch}</th>
            <th scope="col">{columns.decode}</th>
            <th scope="col">
              <span class="unseen">{columns.decode}</span>
            </th>
            <th scope="col">{columns.prefill}</th>
          </tr>
        </thead>
        <tbody>
          {report.rows.map((row) => (
            <tr key={`${row.chip} ${row.model} ${row.weights} ${row.kv}`} class={row.fits ? undefined : 'none'}>
              <td>{models ? row.modelName : row.weights}</td>
              {models && <td>{row.weights}</td>}
              <td>{(row.weightBytes / GiB).toFixed(row.weightBytes < 10 * GiB ? 1 : 0)}</td>
              <td>{row.fits ? formatCount(row.longestContext.value) : '–'}</td>
              <td>{row.fits ? formatCount(row.largestBatch.value) : '–'}</td>
              <td>{speed(row)}</td>
              <td class="drawn">{row.fits && row.decode && <Whisker of={row.decode} most={fastest} />}</td>
              <td>{row.fits && row.prefill ? print.amount(row.prefill.value, '1', { digits: 2 }) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A value and its range on the scale of the column. */
function Whisker({ of, most }: { readonly of: { value: number; low: number; high: number }; readonly most: number }) {
  const at = (value: number) => (100 * value) / most;
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" class="whisker">
      <rect x={0} y={3.5} width={at(of.value)} height={3} />
      <line x1={at(of.low)} x2={at(of.high)} y1={5} y2={5} />
    </svg>
  );
}
