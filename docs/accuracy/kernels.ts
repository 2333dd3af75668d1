import type { Catalogue, KernelFit } from '@ridgepoint/engine/facts';

const percent = (share: number): string => (Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : '-');

/** The section on fitted kernels, from the catalogue alone: errors on whole shapes left out, chips never seen, marks of what is in sample. */
export function kernelSection({ kernels, transfers }: Pick<Catalogue, 'kernels' | 'transfers'>): string {
  if (kernels.length === 0) return 'No kernel is fitted in this catalogue.';
  const marked = kernels.filter((fit) => fit.inSample !== undefined);
  return [
    LEGEND,
    fitted(kernels),
    ...(marked.length > 0 ? [`\\* in sample: ${[...new Set(marked.map(markOf))].join('; ')}.`] : []),
    '### Chips never seen',
    'Medians of the relatives’ parameters, no grid; the chip and its twins (one die, or one die twice) left out whole.',
    unseen(transfers),
  ].join('\n\n');
}

const LEGEND =
  'Parameters fitted to published tables by `npm run calibrate`. `formula` the formula alone, `shipped` with its grid of residuals, both as mean absolute error on whole shapes (weights, head layouts, models) that neither had seen; `median`, `p90` and `bias` (+ = too high) are of what is shipped. `*`: published rows of this table cannot be kept from the fit, so their score further up is in sample; the errors here are not.';

/** Numbers differ from table to table, the reason does not. */
const markOf = (fit: KernelFit): string => (fit.inSample ?? '').replace(/\d+ of \d+ rows/, 'all rows');

function fitted(kernels: readonly KernelFit[]): string {
  const lines = kernels
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((fit) => {
      const { formula, shipped } = fit.leftOut;
      const cells = [
        fit.chip,
        fit.kind,
        fit.format,
        `${fit.library} ${fit.kernel}${fit.inSample ? ' *' : ''}`,
        String(shipped.rows),
        percent(formula.mean),
        percent(shipped.mean),
        percent(shipped.median),
        percent(shipped.p90),
        percent(shipped.bias),
      ];
      return `| ${cells.join(' | ')} |`;
    });
  return [
    '| chip | kind | format | library, kernel | rows | formula | shipped | median | p90 | bias |',
    '| --- | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
}

function unseen(transfers: Catalogue['transfers']): string {
  const lines = transfers.flatMap(({ kind, format, chips }) =>
    chips.map(
      ({ chip, error }) =>
        `| ${chip} | ${kind} | ${format} | ${error.rows} | ${percent(error.median)} | ${percent(error.mean)} | ${percent(error.p90)} | ${percent(error.bias)} |`,
    ),
  );
  return [
    '| chip | kind | format | rows | median | mean | p90 | bias |',
    '| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
}
