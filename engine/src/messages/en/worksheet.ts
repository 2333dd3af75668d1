import { type Near, nearest } from './words.ts';

/** Worksheets: what is counted, and what can be wrong. */
export const worksheet = {
  /** Singular and plural; in Chinese with its measure word, and shorter after a stroke. */
  nouns: {
    batch: ['batch', 'batches'],
    card: ['card', 'cards'],
    char: ['character', 'characters'],
    chip: ['chip', 'chips'],
    device: ['device', 'devices'],
    die: ['die', 'dies'],
    epoch: ['epoch', 'epochs'],
    failure: ['failure', 'failures'],
    GPU: ['GPU', 'GPUs'],
    'GPU-h': ['GPU-hour', 'GPU-hours'],
    'GPU-year': ['GPU-year', 'GPU-years'],
    household: ['household', 'households'],
    instruction: ['instruction', 'instructions'],
    layer: ['layer', 'layers'],
    node: ['node', 'nodes'],
    package: ['package', 'packages'],
    parameter: ['parameter', 'parameters'],
    person: ['person', 'people'],
    rack: ['rack', 'racks'],
    request: ['request', 'requests'],
    run: ['run', 'runs'],
    sequence: ['sequence', 'sequences'],
    server: ['server', 'servers'],
    stack: ['stack', 'stacks'],
    step: ['step', 'steps'],
    token: ['token', 'tokens'],
    train: ['train', 'trains'],
    turn: ['turn', 'turns'],
    unit: ['unit', 'units'],
    user: ['user', 'users'],
    vendor: ['vendor', 'vendors'],
    visit: ['visit', 'visits'],
    wafer: ['wafer', 'wafers'],
    word: ['word', 'words'],
    day: ['day', 'days'],
    week: ['week', 'weeks'],
    month: ['month', 'months'],
    year: ['year', 'years'],
  } as Readonly<Record<string, readonly [string, string]>>,
  inLine: (line: string, said: string) => `line "${line}": ${said}`,
  kinds: { value: 'given', fact: 'catalogue', formula: 'formula', ask: 'asked', set: 'set by you' },
  assumed: 'assumed',
  asClaimed: 'as claimed',
  because: 'why',
  explainHint: (command: string) => `why: ${command}`,
  problems: {
    'formula-long': (v: { characters: number; max: number }) =>
      `the formula has ${v.characters} characters, the limit is ${v.max}; nearest: a line for each part`,
    'formula-deep': (v: { max: number }) => `the formula is nested deeper than ${v.max}; nearest: a line for each part`,
    'formula-syntax': (v: { at: number; near: string; why: string }) =>
      `the formula cannot be read at character ${v.at}, near "${v.near}" (${v.why})`,
    'formula-part': (v: { part: string }) =>
      `a formula has no ${v.part}; it has names, numbers, + - * / ^, comparisons, && || ! and a few functions`,
    'formula-function': (v: { name: string; known: string }) =>
      `a formula cannot call ${v.name}; it can call ${v.known}`,
    'formula-arguments': (v: { name: string; given: number; wanted: string | number }) =>
      `${v.name} takes ${v.wanted} arguments, not ${v.given}`,
    'formula-minus-power': () => 'whether -a^2 means (-a)^2 or -(a^2) is not clear; nearest: brackets',
    'formula-dimensions': (v: { name: string; first: string; second: string }) =>
      `${v.name} of ${v.first} and ${v.second} has no meaning; nearest: both in one unit`,
    'formula-plain': (v: { name: string; unit: string }) =>
      `${v.name} takes a plain number, not ${v.unit}; nearest: divide by one of that unit first`,
    'formula-exponent': (v: { unit: string }) =>
      `${v.unit} to a power that is not written as a number has no unit; nearest: a ratio as the base`,
    'formula-truth': (v: { wanted: string }): string =>
      v.wanted === 'true' ? 'a comparison is wanted here, such as a < b' : 'a number is wanted here, not a comparison',
    'unknown-line': (v: { name: string; nearest: Near }) => `there is no line "${v.name}"${nearest(v.nearest)}`,
    cycle: (v: { ring: string }) => `lines use each other in a ring: ${v.ring}; nearest: give one of them a value`,
    'no-lines': (v: { max: number }) => `a worksheet has between 1 and ${v.max} lines`,
    'line-kind': () => 'a line has one of value, fact, formula or ask; for example { value: 25 char/s, source: ... }',
    'line-name': (v: { name: string }) =>
      `"${v.name}" is no name: a letter, then letters, digits and _, at most 40, and no function's name`,
    'line-unit': (v: { unit: string; found: string }) =>
      `the unit ${v.unit} was said, ${v.found} is what it is; nearest: another unit, or a factor that is missing`,
    'unit-word': (v: { word: string; nearest: Near }) =>
      `"${v.word}" is no unit${nearest(v.nearest)}; countable things of your own go into nouns: [...]`,
    quantity: (v: { value: string }) => `"${v.value}" is no number with a unit; for example "25 char/s"`,
    'range-order': (v: { value: string; low: string; high: string }) =>
      `${v.value} does not lie between ${v.low} and ${v.high}`,
    unsourced: () => 'a value says where it comes from: source: ..., or assumption: why this number',
    'fact-path': (v: { path: string; part: string; nearest: Near }) =>
      `the catalogue has no "${v.part}" (in ${v.path})${nearest(v.nearest)}; all: ridgepoint catalogue ls`,
    'fact-number': (v: { path: string; of: string }) =>
      `${v.of} has no figure at ${v.path}; nearest: absent: a number that stands for it`,
    'ask-command': (v: { command: string; nearest: Near }) =>
      `"${v.command}" cannot be asked${nearest(v.nearest)}; all: ridgepoint --help`,
    'take-path': (v: { path: string; nearest: Near }) => `the answer has no number at "${v.path}"${nearest(v.nearest)}`,
    'not-finite': () => 'the result is no number: a division by zero, or the logarithm of nothing',
    'text-name': (v: { name: string; nearest: Near }) =>
      `a text names {${v.name}}, which is no line${nearest(v.nearest)}`,
    'no-verdict': () => 'the last rule of the verdict has no condition, so that there always is one',
    axis: (v: { from: string; to: string; why: string }) => `from ${v.from} to ${v.to} is no axis (${v.why})`,
  },
};
