import type { RowsCode } from '../../trust/index.ts';
import { many, type Near, nearest, placeIn } from './words.ts';

/** Values of a reason by name, and the nearest things that work. */
export type ReasonValues = Readonly<Record<string, string | readonly string[]>>;

const near = (v: ReasonValues): string => nearest(v.nearest as Near);

/** `ridgepoint calibrate`: a user's own measurements. */
export const calibrate = {
  unusable: (v: { path: string; reason: string }) => `${v.path}: ${v.reason}`,
  inRows: (v: { sentence: string; lines: string; line: string }) =>
    `${v.sentence} (${many(Number(v.lines), 'row')}, the first is ${v.line})`,
  others: (v: { lines: string }) => `; not used either: ${v.lines}`,
  titles: { kernels: 'Kernels', steps: 'Training steps', unused: 'Rows not used' },
  kernel: (v: { rows: string; shapes: string; from: string }) => `${v.rows} rows, ${v.shapes} shapes; from ${v.from}`,
  from: { silicon: "this chip's fit", family: 'medians of its relatives', datasheet: "the formula's own starts" },
  grades: { silicon: 'silicon', family: 'family', datasheet: 'datasheet' },
  before: 'before',
  after: 'after',
  errors: (v: { median: string; mean: string; grade: string }) =>
    `median ${v.median}, mean ${v.mean}, grade ${v.grade}`,
  leftOut: (v: { parts: string }) => `each shape predicted without it, in ${v.parts} parts`,
  noBetter: 'no better than before on the shapes left out: time more of them before you use it',
  step: (v: { factor: string; low: string; high: string; runs: string }) =>
    `× ${v.factor} on the step time (${v.runs} runs, ${v.low} to ${v.high})`,
  stepError: (v: { before: string; after: string }) =>
    `mean error ${v.before} before, ${v.after} after (each run left out)`,
  stepNext: (v: { low: string; high: string }) =>
    `one more run is expected between × ${v.low} and × ${v.high}, nine times of ten`,
  stepUsed:
    'Plans with the overlay multiply step times on this chip and framework (--preset) by it; their range is that of one more run.',
  stepLeft: 'left out of the overlay: the runs left out are predicted no better with it',
  use: (v: { options: string }) => `use it with ${v.options}`,
  notWritten: 'Nothing is written without --out; for example --out my-chip.yaml',
  more: (v: { count: string }) => `and ${v.count} more`,
  tooBig: (v: { bytes: string; max: string }) =>
    `the overlay would have ${v.bytes} bytes, the limit is ${v.max}; nearest: fewer kinds of rows in one file`,
  progress: (v: { share: string }) => `fitting, ${v.share} done`,
  reasons: {
    json: (v) => `not JSON at ${placeIn(String(v.at))}; nearest: an array of rows, or CSV with a heading`,
    'not-rows': (v) => `holds one object (${v.found}), an array of rows is wanted; nearest: [ { … } ]`,
    'too-many-rows': (v) =>
      `${v.rows} rows are more than the ${v.max} that are read; nearest: the shapes your models have`,
    'no-rows': () => 'holds no rows; nearest: chip,dtype,m,n,k,time_us and a line for each product',
    'csv-kind': (v) => `columns "${v.columns}" are those of no known table${near(v)}`,
    'csv-column': (v) => `column "${v.column}" is not known (known: ${v.known})${near(v)}`,
    'csv-missing': (v) => `columns ${v.columns} are missing${near(v)}`,
    'csv-cells': (v) => `line ${v.line} has ${v.found} cells, the heading ${v.wanted}; nearest: one cell a column`,
    'csv-quote': (v) => `line ${v.line}: a quote is never closed; nearest: no quotes, or a closing one`,
    'csv-utf8': () => 'the heading is not UTF-8 (GBK, or another code page); nearest: the table saved as UTF-8',
    'no-date': (v) => `neither --date nor the rows say when this was measured${near(v)}`,
    'bad-date': (v) => `date "${v.value}" is not a day as YYYY-MM-DD${near(v)}`,
    row: (v) => `${v.reason}`,
    chip: (v) => `chip "${v.value}" is not in the catalogue${near(v)}; a chip of your own: --overlay my-chip.yaml`,
    kind: (v) => `rows of kind "${v.value}" have no formula${near(v)}`,
    op: (v) => `operation "${v.value}" is no attention call${near(v)}`,
    domain: (v) =>
      `${v.ranks} ranks reach beyond one link of ${v.chip} (${v.domain}); nearest: ${v.domain} ranks or fewer`,
    'no-peak': (v) => `${v.chip} has no published peak for ${v.format}${near(v)}`,
    'no-time': (v) => `${v.value} is no time above zero, nor a rate that a time follows from${near(v)}`,
    time: (v) => `${v.value} is over 30 times off what the other rows say of this call${near(v)}`,
    step: (v) =>
      `${v.value} is over 20 times off the ${v.expected} predicted; nearest: step_time_s in seconds, tokens_per_s_per_gpu a GPU`,
    whole: (v) => `${v.field} ${v.value} is no whole number${near(v)}`,
    unit: (v) =>
      `times like ${v.value} where ${v.expected} is expected look like ${v.unit}, microseconds are wanted${near(v)}`,
    'few-shapes': (v) =>
      `${v.what}: ${many(Number(v.shapes), 'different shape')}, a fit needs ${v.least}; nearest: ${v.least} to 16 shapes spread in size`,
    'few-runs': (v) => `${v.what}: ${many(Number(v.runs), 'run')}, a factor needs ${v.least}; nearest: ${v.least} runs`,
  } satisfies Record<RowsCode, (v: ReasonValues) => string> as Record<RowsCode, (v: ReasonValues) => string>,
};
