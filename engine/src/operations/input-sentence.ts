import type { Messages } from '../messages/en.ts';
// Not from the room's index: a page speaks one language at a time, and the index holds both.
import {
  configSentence,
  quantitySentence,
  ruleSentence,
  servingRuleSentence,
  worksheetSentence,
} from '../messages/phrase.ts';
import { formatQuantity, type Locale, type Unit, UnitError } from '../units/index.ts';
import type { InputCode, InputProblem } from './input-error.ts';

/** How a face names a path of the input: `--tokens` where a flag was used, `train.tokens` where a file was. */
export type PathName = (path: string) => string;

type Sentence = (m: Messages, p: InputProblem, what: string, locale: Locale) => string;

const UNIT_CODES = {
  'quantity-empty': 'empty',
  'quantity-long': 'too_long',
  'quantity-number': 'not_a_number',
  'quantity-finite': 'not_finite',
  'quantity-negative': 'negative',
  'quantity-unit-missing': 'unit_missing',
  'quantity-unit-unknown': 'unknown_unit',
  'quantity-unit-other': 'wrong_dimension',
  'quantity-rate': 'rate_missing',
} as const satisfies Partial<Record<InputCode, UnitError['code']>>;
type UnitCode = keyof typeof UNIT_CODES;

const quantity: Sentence = (m, p, what) =>
  quantitySentence(m, new UnitError(UNIT_CODES[p.code as UnitCode], p.value, p.values.unit as Unit, p.nearest), what);

const number = (value: string | number | undefined, unit: string, locale: Locale): string =>
  typeof value === 'number' && unit !== ''
    ? formatQuantity(value, unit, { locale, style: 'short', digits: 4 })
    : String(value ?? '');

const NAMES: Readonly<Record<string, (m: Messages, name: string, nearest: readonly string[]) => string>> = {
  chip: (m, name, nearest) => m.errors.unknownChip({ name, nearest }),
  system: (m, name, nearest) => m.errors.unknownSystem({ name, nearest }),
  fabric: (m, name, nearest) => m.errors.unknownFabric({ name, nearest }),
  model: (m, name, nearest) => m.errors.unknownModel({ name, nearest }),
  engine: (m, name, nearest) => m.serving.errors.unknownEngine({ name, nearest }),
  format: (m, name, nearest) => m.serving.errors.unknownFormat({ name, nearest }),
  grid: (m, name, nearest) => m.errors.unknownGrid({ name, nearest }),
  place: (m, name, nearest) => m.own.errors.unknownPlace({ name, nearest }),
  api: (m, name, nearest) => m.own.errors.unknownApi({ name, nearest }),
  period: (m, name, nearest) => m.fleet.errors.unknownPeriod({ name, nearest }),
  site: (m, name, nearest) => m.fleet.errors.unknownSite({ name, nearest }),
  pool: (m, name, nearest) => m.fleet.errors.unknownPool({ name, nearest }),
  entry: (m, name, nearest) => m.errors.unknownId({ list: m.face.errors.entry, name, nearest }),
};

/** Bytes of a rule as a person reads them. */
const printedBytes = (values: InputProblem['values'], locale: Locale): InputProblem['values'] =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === 'number' && (key === 'needed' || key === 'capacity')
        ? formatQuantity(value, 'B', { locale, binary: true })
        : value,
    ]),
  );

/** By the parser's own code where there are words for it, for it speaks English alone. */
function yamlReason(m: Messages, p: InputProblem): string {
  const reasons = m.errors.yamlReasons as Readonly<Record<string, string>>;
  const code = text(p, 'code');
  return Object.hasOwn(reasons, code) ? reasons[code]! : m.errors.yamlOther(text(p, 'reason'));
}

function fileReason(m: Messages, p: InputProblem): string {
  const reasons = m.errors.fileReasons as Readonly<Record<string, string>>;
  const reason = text(p, 'reason');
  return Object.hasOwn(reasons, reason) ? reasons[reason]! : reason;
}

const MiB = 2 ** 20;
const text = (p: InputProblem, key: string): string => String(p.values[key] ?? '');

const SENTENCES: Readonly<Record<Exclude<InputCode, UnitCode>, Sentence>> = {
  'too-small': (m, p, what, l) =>
    m.errors.tooSmall({ what, value: p.value, min: number(p.values.min, text(p, 'unit'), l) }),
  'too-large': (m, p, what, l) =>
    m.errors.tooLarge({ what, value: p.value, max: number(p.values.max, text(p, 'unit'), l) }),
  'share-or-percent': (m, p, what) => m.own.errors.shareOrPercent({ what, value: p.value, nearest: p.nearest }),
  'not-whole': (m, p, what) => m.errors.notWhole({ what, value: p.value, nearest: p.nearest }),
  'not-a-choice': (m, p, what) =>
    m.errors.unknownValue({ what, value: p.value, allowed: text(p, 'choices').split(', '), nearest: p.nearest }),
  'not-a-date': (m, p, what) => m.errors.notADate({ what, value: p.value, nearest: p.nearest }),
  'date-past': (m, p, what) => m.errors.datePast({ what, value: p.value, today: text(p, 'today'), nearest: p.nearest }),
  'date-far': (m, p, what) => m.errors.dateFar({ what, value: p.value, years: text(p, 'years'), nearest: p.nearest }),
  'unknown-key': (m, p) =>
    m.errors.unknownKey({
      key: p.value,
      where: p.path.includes('.') ? p.path.slice(0, p.path.lastIndexOf('.')) : 'scenario',
      nearest: p.nearest.length > 0 ? p.nearest : text(p, 'known').split(', ').slice(0, 6),
    }),
  'forbidden-key': (m, p, what) => m.errors.forbiddenKey({ path: what || p.path, key: p.value }),
  'wrong-type': (m, p, what) =>
    m.errors.wrongType({
      key: what || 'scenario',
      found: p.value,
      wanted: text(p, 'expected'),
      example: EXAMPLE_OF_GROUP[(what || 'train').split('.')[0]!] ?? 'train: { model: llama-3.1-8b }',
    }),
  missing: (m, p, what) =>
    m.errors.missingOption({ name: what, example: EXAMPLES[p.path.replace(/^scenario\./, '')] ?? text(p, 'flag') }),
  'two-ways': (m, p, what) => m.face.errors.twoWays({ what, value: p.value, nearest: p.nearest }),
  several: (m, p, what) => m.face.errors.several({ what, value: p.value, nearest: p.nearest }),
  'too-many-machines': (m, p) =>
    m.face.errors.tooManyMachines({ value: p.value, machines: text(p, 'machines'), max: text(p, 'max') }),
  'too-many-chips': (m, p) => m.roofline.tooMany({ chips: text(p, 'chips'), max: text(p, 'max') }),
  'too-many-deployments': (m, p) => m.serving.compared.tooMany({ value: p.value, max: text(p, 'max') }),
  'unknown-name': (m, p) => (NAMES[text(p, 'kind')] ?? NAMES.entry!)(m, p.value, p.nearest),
  'unknown-kind': (m, p, what) =>
    m.measures.errors.unknownKind({ what, found: p.value, nearest: p.nearest.map((kind) => `${kind}:`) }),
  'unknown-input': (m, p) => m.measures.errors.unknownInput({ name: p.value, nearest: p.nearest, all: text(p, 'all') }),
  'input-of-one': (m, p) =>
    m.measures.errors.inputOfOne({ name: p.value, has: text(p, 'has'), lacks: text(p, 'lacks'), nearest: p.nearest }),
  'unknown-measure': (m, p) =>
    m.measures.errors.unknownMeasure({ name: p.value, nearest: p.nearest, all: text(p, 'all') }),
  'measure-of-one': (m, p) =>
    m.measures.errors.measureOfOne({
      name: p.value,
      has: text(p, 'has'),
      lacks: text(p, 'lacks'),
      all: text(p, 'all'),
    }),
  'nothing-shared': (m, p) => m.measures.errors.nothingShared({ a: text(p, 'a'), b: text(p, 'b') }),
  'empty-range': (m, p) =>
    m.measures.errors.emptyRange({ from: text(p, 'from'), to: text(p, 'to'), nearest: p.nearest }),
  'when-form': (m, p) => m.watch.errors.whenForm({ value: p.value, nearest: p.nearest }),
  'no-watch': (m, p) => m.watch.errors.noWatch({ name: p.value, nearest: p.nearest }),
  webhook: (m, p) => m.watch.errors.webhook({ value: p.value, reason: text(p, 'reason') }),
  'unknown-path': (m, p) => m.errors.unknownPath({ path: p.value, nearest: p.nearest }),
  'not-searched': (m, _, what) => m.face.errors.notSearched({ key: what }),
  'too-deep': (m, p, what) =>
    m.errors.tooDeep({ path: what || 'scenario', depth: Number(p.values.max) + 1, limit: Number(p.values.max) }),
  'too-many-nodes': (m, p, what) => m.errors.tooManyNodes({ path: what || 'scenario', limit: Number(p.values.max) }),
  'text-too-big': (m, p, what, l) =>
    m.errors.fileTooLarge({
      path: what,
      size: formatQuantity(Number(p.values.bytes), 'B', { locale: l, binary: true }),
      limit: formatQuantity(Number(p.values.max ?? MiB), 'B', { locale: l, binary: true }),
    }),
  'text-empty': (m, _, what) => m.errors.fileEmpty({ path: what }),
  'yaml-syntax': (m, p, what) =>
    m.errors.notYaml({ path: what, line: Number(p.values.line ?? 1), reason: yamlReason(m, p) }),
  'yaml-alias': (m, _, what) => m.errors.aliasesRefused({ path: what }),
  'file-missing': (m, p, what) => m.errors.fileMissing({ path: what, nearest: p.nearest }),
  'file-folder': (m, _, what) => m.face.errors.folder({ path: what }),
  'file-unreadable': (m, p, what) => m.errors.fileUnreadable({ path: what, reason: fileReason(m, p) }),
  'file-binary': (m, p, what) => m.errors.fileBinary({ path: what, kind: text(p, 'kind') }),
  'file-unwritable': (m, p, what) => m.errors.fileUnwritable({ path: what, reason: text(p, 'reason') }),
  'not-a-link': (m, p) => m.errors.notALink({ value: p.value, nearest: p.nearest }),
  'not-in-a-link': (m, p) => m.errors.notInALink({ value: p.value }),
  'port-taken': (m, p) => m.errors.portTaken({ port: p.value, nearest: p.nearest }),
  'port-refused': (m, p) => m.errors.portRefused({ port: p.value, nearest: p.nearest }),
  config: (m, p) =>
    configSentence(m, text(p, 'code'), {
      key: text(p, 'key') || undefined,
      value: p.value,
      rule: text(p, 'rule'),
      nearest: p.nearest,
    }),
  overlay: (m, p, what) => m.face.errors.overlay({ path: what, where: text(p, 'where'), rule: text(p, 'rule') }),
  rows: (m, p, what) => m.calibrate.unusable({ path: what, reason: text(p, 'reason') }),
  trace: (m, p, what) => m.traffic.unusable({ path: what, reason: text(p, 'reason') }),
  'trace-rates-only': (m, _, what) => m.traffic.ratesOnly({ path: what }),
  'request-rate': (m, p, what) => m.traffic.notARate({ what, value: p.value }),
  latency: (m, p, what) => m.serving.errors.latency({ what, value: p.value }),
  percentile: (m, p, what) => m.serving.errors.percentile({ what, value: p.value, nearest: p.nearest }),
  'failure-form': (m, p, what) => m.simulation.failureForm({ what, value: p.value }),
  'column-map': (m, p, what) =>
    m.traffic.columnMap({ what, value: p.value, fields: text(p, 'fields'), nearest: p.nearest }),
  'hub-id': (m, p) => m.errors.hubId({ id: p.value, nearest: p.nearest }),
  'out-form': (m, p) => m.traffic.outForm({ path: p.value, nearest: p.nearest }),
  'out-ending': (m, p, what) =>
    m.errors.outEnding({ what, path: p.value, endings: text(p, 'endings'), nearest: p.nearest }),
  'one-wanted': (m, p, what) => m.serving.errors.oneWanted({ what, value: p.value, nearest: p.nearest }),
  'serving-rule': (m, p, _, l) =>
    servingRuleSentence(m, { rule: p.value, values: printedBytes(p.values, l) }, p.nearest),
  'assert-form': (m, p, what) => m.errors.assertionUnreadable({ key: what, rule: p.value }),
  'named-twice': (m, p, what) => m.fleet.errors.namedTwice({ what, value: p.value }),
  'periods-mismatch': (m, p, what) =>
    m.fleet.errors.periodsMismatch({ what, value: p.value, values: text(p, 'values'), periods: text(p, 'periods') }),
  'deadline-before-start': (m, p, what) =>
    m.fleet.errors.deadlineBeforeStart({ what, value: p.value, start: text(p, 'start') }),
  'only-online': (m, p, what) => m.fleet.errors.onlyOnline({ what, kind: text(p, 'kind') }),
  'no-alternative': (m, p) =>
    m.fleet.errors.noAlternative({ name: p.value, chips: text(p, 'chips'), nearest: p.nearest }),
  'runs-nowhere': (m, p) =>
    m.fleet.errors.runsNowhere({
      name: p.value,
      chips: text(p, 'chips'),
      rule: text(p, 'rule'),
      nearest: p.nearest,
    }),
  'too-many-cells': (m, p) =>
    m.fleet.errors.tooManyCells({ value: p.value, cells: text(p, 'cells'), max: text(p, 'max') }),
  'no-fleet-price': (m, p) => m.fleet.errors.noPrice({ pool: text(p, 'pool'), chip: p.value }),
  'no-peak': (m, p) => m.errors.chipWithoutPeak({ chip: text(p, 'chip'), dtype: p.value, nearest: p.nearest }),
  'no-price': (m, p) => m.face.noPrice({ chip: p.value }),
  'study-rule': (m, p, what) => studyRule(m, p, what),
  worksheet: (m, p) => worksheetSentence(m, p.values, p.nearest),
  'unknown-case': (m, p) => m.casebook.unknownCase({ id: p.value, nearest: p.nearest }),
  'set-form': (m, p) => m.casebook.badSet({ typed: p.value }),
  'no-purchase': (m, p) => m.own.errors.noPurchase({ chip: p.value }),
  'no-rent': (m, p) => m.own.errors.noRent({ chip: p.value }),
  strategy: (m, p) => ruleSentence(m, { rule: p.value, values: p.values }),
  'unknown-command': (m, p) => m.errors.unknownCommand({ name: p.value, nearest: p.nearest }),
  'unknown-option': (m, p) =>
    m.errors.unknownOption({ name: p.value, command: text(p, 'command'), nearest: p.nearest }),
  'missing-argument': (m, p) => m.face.errors.missingArgument({ name: p.value, command: text(p, 'command') }),
  'excess-argument': (m, p) => m.face.errors.excessArgument({ value: p.value, command: text(p, 'command') }),
};

/** Rules of questions about carbon, chips, budgets and worth. */
function studyRule(m: Messages, p: InputProblem, what: string): string {
  const sentences = m.study.rules as Readonly<Record<string, (v: never) => string>>;
  return sentences[text(p, 'rule')]!({ ...p.values, what, value: p.value, nearest: p.nearest } as never);
}

const EXAMPLE_OF_GROUP: Readonly<Record<string, string>> = {
  serve: 'serve: { model: llama-3.1-8b }',
  traffic: 'traffic: { rate: 5/s, input: 1000, output: 200 }',
  slo: 'slo: { ttft: 1 s, tpot: p99 50 ms }',
  fleet: 'fleet: { periods: 4, pools: { mine: { accelerator: h100-sxm, count: 256 } }, workloads: … }',
};

const EXAMPLES: Readonly<Record<string, string>> = {
  train: '--model llama-3.1-8b',
  on: '--on h100-sxm (ridgepoint catalogue ls chips)',
  'train.model': '--model llama-3.1-8b',
  serve: '--model llama-3.1-8b',
  'serve.model': '--model llama-3.1-8b',
  'on.accelerator': '--on h100-sxm',
  'value.cost': '--cost "80M USD", or --hours 2.8M',
  value: '--cost "80M USD", or --hours 2.8M',
  'data.flop': '--flop 1e24, --hours 200k or --budget "5M USD"',
  data: '--flop 1e24, --hours 200k or --budget "5M USD"',
  'data.base_tokens': '--base-tokens 15T',
  'carbon.hours': '--hours 30.84M, or --gpus 1024 --duration "30 d"',
  solve: '--solve accelerators',
  over: '--over price',
};

/** A refused input in words: what (value) breaks which rule (value); nearest thing that works. */
export function inputSentence(
  messages: Messages,
  locale: Locale,
  problem: InputProblem,
  name: PathName = (path) => path,
): string {
  const { code } = problem;
  const sentence = Object.hasOwn(UNIT_CODES, code) ? quantity : SENTENCES[code as Exclude<InputCode, UnitCode>];
  return sentence(messages, problem, name(problem.path), locale);
}
