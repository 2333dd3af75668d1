import { figures } from './accuracy-figures.ts';

/** `ridgepoint accuracy`: what predictions are worth, from what is committed. Headings must be narrower than their columns. */
export const accuracy = {
  kernelsTitle: 'Kernels: whole shapes left out of the fit',
  unseenTitle: 'Kernels: chips that no fit saw, predicted by their relatives',
  trainingTitle: 'Training runs and published kernels',
  worstTitle: 'Furthest from the measurement',
  chipAndKind: 'chip, kind, format',
  chipAndFamily: 'chip, figure, family',
  rows: 'n',
  median: 'med%',
  mean: 'mean%',
  p90: 'p90',
  bias: 'bias',
  inside: 'in90',
  naive: 'naive',
  grade: 'grade',
  unexplained: 'no known fault of the row: a term is off',
  assumed: (v: { what: string }) => `assumed ${v.what}`,
  /** A known fault of a row, or `key=value` where it left something unsaid: trust/ says both in English. */
  note: (text: string) => text,
  worst: (v: { id: string; chip: string; figure: string; ratio: string; why: string }) =>
    `${v.id} (${v.chip}, ${v.figure}): pred/m ${v.ratio}; ${v.why}`,
  figures,
  /** What a row was of, as the corpora call it. */
  stages: {
    pretrain: 'pretrain',
    sft: 'SFT',
    lora: 'LoRA',
    serving: 'serving',
    gemm: 'gemm',
    grouped_gemm: 'grouped gemm',
    attention: 'attention',
    collective: 'collective',
    moe_all_to_all: 'MoE all-to-all',
    memory: 'memory',
  } as Readonly<Record<string, string>>,
  inSample: (v: { count: string }) =>
    `* ${v.count} tables hold the published rows themselves, for nothing else is left to fit: their score is in sample, the error here is not.`,
  legend:
    'med%, mean%, p90: median, mean and 90th percentile of the absolute error in %; bias: signed median, + = predicted too high; in90: % of measurements inside the 90 % range; naive: mean error of the naive line (bare roofline, or one constant utilisation); grade: fitted on this chip (silicon), on its relatives (family), or the datasheet alone (datasheet)',
  nothing: (v: { filters: string }) => `nothing is known for ${v.filters}; without filters everything is shown`,
  noScores: 'docs/accuracy.json lists no single groups: npm run accuracy writes them',
  page: {
    verdict: (v: { median: string; figures: string; inside: string; naive: string }) =>
      `Half of ${v.figures} predictions are within ${v.median} of what was measured; ${v.inside} of the measurements lie inside the 90 % range${v.naive === '' ? '' : `. The naive line is ${v.naive} off`}.`,
    nothing: 'No published row fits this choice.',
    told: (v: { mean: string; p90: string; bias: string }) =>
      `Mean error ${v.mean}, nine of ten within ${v.p90}, bias ${v.bias} (+ = predicted too high).`,
    inSample: {
      training:
        'Parameters of families are fitted to these same runs; with each family left out the errors are those of the bars below.',
      kernels: 'Shapes of these rows are kept out of every fit, except where a table holds nothing else.',
      serving:
        'Overheads of engines are fitted to some of these runs; the bars below say what is left when they are not seen.',
    },
    of: 'of what',
    corpora: { training: 'training runs', kernels: 'kernels and collectives', serving: 'serving runs' },
    quantity: 'figure',
    familyOf: 'source and family',
    allFamilies: 'all',
    chipOf: 'accelerator',
    allChips: 'all',
    beside: 'naive line',
    show: 'show',
    hide: 'hide',
    picture: (v: { quantity: string }) => `Predicted against measured: ${v.quantity}`,
    measured: 'measured',
    predicted: 'predicted',
    exact: 'exact',
    note: 'Every dot leads to the page where its figure is printed. Hollow: the measurement lies outside the 90 % range; colour: kernels measured on the chip, on its relatives, or the datasheet alone.',
    thinned: (v: { drawn: string; all: string }) =>
      `${v.drawn} of ${v.all} dots are drawn, the furthest ones all; figures and tables are of all.`,
    evenShare: (v: { shown: string; all: string }) =>
      `${v.shown} of ${v.all} rows: of long tables an even share by error, about 300 each; the bars below are of all.`,
    dot: (v: { id: string; measured: string; predicted: string }) =>
      `${v.id}: measured ${v.measured}, predicted ${v.predicted}`,
    grades: { silicon: 'measured on the chip', family: 'measured on its relatives', datasheet: 'datasheet' },
    families: 'By family',
    n: 'figures',
    median: 'median error',
    mean: 'mean error',
    p90: 'nine of ten within',
    bias: 'bias',
    inside: 'inside 90 % range',
    naive: 'naive line',
    more: (n: number) => `${n} smaller families can be chosen beside the picture.`,
    worst: 'Furthest from the measurement',
    row: 'published row',
    ratio: 'predicted / measured',
    why: 'known or assumed of it',
    source: 'printed in',
  },
};
