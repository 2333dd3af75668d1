import { type Near, nearest, orList } from './words.ts';

/** Input that cannot be used: what (value) breaks which rule (value); nearest thing that works. */
export const errors = {
  /** `usage` lines end with where to read on. */
  seeHelp: (command: string) => `see: ${command} --help`,
  prefix: 'error',

  unknownChip: (v: { name: string; nearest?: Near }) =>
    `accelerator "${v.name}" is not in the catalogue${nearest(v.nearest)}; all: ridgepoint catalogue ls chips`,
  unknownSystem: (v: { name: string; nearest?: Near }) =>
    `system "${v.name}" is not in the catalogue${nearest(v.nearest)}; all: ridgepoint catalogue ls systems`,
  unknownFabric: (v: { name: string; nearest?: Near }) =>
    `fabric "${v.name}" is not in the catalogue${nearest(v.nearest)}; all: ridgepoint catalogue ls fabrics`,
  unknownModel: (v: { name: string; nearest?: Near }) =>
    `model "${v.name}" is neither bundled nor a config.json that can be read${nearest(v.nearest)}; all: ridgepoint catalogue ls models`,
  unknownGrid: (v: { name: string; nearest?: Near }) =>
    `electricity grid "${v.name}" is not in the catalogue (a country by name or three letters, or a place of the catalogue)${nearest(v.nearest)}`,
  unknownOption: (v: { name: string; command: string; nearest?: Near }) =>
    `option "${v.name}" is not known to "${v.command}"${nearest(v.nearest) || `; all: ${v.command} --help`}`,
  unknownCommand: (v: { name: string; nearest?: Near }) => `command "${v.name}" is not known${nearest(v.nearest)}`,
  unknownValue: (v: { what: string; value: string; allowed: readonly string[]; nearest?: Near }) =>
    `${v.what} "${v.value}" is not one of ${orList(v.allowed)}${nearest(v.nearest)}`,
  unknownPath: (v: { path: string; nearest?: Near }) => `the answer has no number "${v.path}"${nearest(v.nearest)}`,
  unknownId: (v: { list: string; name: string; nearest?: Near }) =>
    `${v.list} have no "${v.name}"${nearest(v.nearest)}`,
  missingOption: (v: { name: string; example: string }) => `${v.name} is needed; for example ${v.example}`,
  conflictingOptions: (v: { first: string; second: string }) =>
    `${v.first} and ${v.second} cannot go together; nearest: one of them`,

  notWhole: (v: { what: string; value: string; nearest?: Near }) =>
    `${v.what} ${v.value} is not a whole number${nearest(v.nearest)}`,
  tooSmall: (v: { what: string; value: string; min: string }) =>
    `${v.what} ${v.value} is below the smallest that has a meaning (${v.min}); nearest: ${v.min}`,
  tooLarge: (v: { what: string; value: string; max: string }) =>
    `${v.what} ${v.value} is more than is reckoned with (at most ${v.max}); nearest: ${v.max}`,
  notADate: (v: { what: string; value: string; nearest?: Near }) =>
    `${v.what} "${v.value}" is no date and no wait${nearest(v.nearest, 'for example')}`,
  datePast: (v: { what: string; value: string; today: string; nearest?: Near }) =>
    `${v.what} "${v.value}" has passed: prices are those of today (${v.today}) and are not taken back${nearest(v.nearest)}`,
  dateFar: (v: { what: string; value: string; years: string; nearest?: Near }) =>
    `${v.what} "${v.value}" is more than ${v.years} years off, which nobody can foresee${nearest(v.nearest)}`,
  notANumber: (v: { what: string; value: string }) => `${v.what} "${v.value}" is not a number`,
  chipWithoutPeak: (v: { chip: string; dtype: string; nearest?: Near }) =>
    `${v.chip} has no published dense peak for ${v.dtype}${nearest(v.nearest)}`,

  hubId: (v: { id: string; nearest?: Near }) =>
    `model "${v.id}" is not bundled, and nothing is fetched: save its config.json and say --model ./config.json${nearest(v.nearest, 'nearest of the bundled')}`,
  fileMissing: (v: { path: string; nearest?: Near }) => `file "${v.path}" is not there${nearest(v.nearest)}`,
  fileUnreadable: (v: { path: string; reason: string }) => `file "${v.path}" cannot be read (${v.reason})`,
  /** By the code of the system, of gzip and of Parquet. */
  fileReasons: {
    EACCES: 'this user may not read it',
    EPERM: 'this user may not read it',
    Z_DATA_ERROR: 'its gzip data are damaged',
    Z_BUF_ERROR: 'its gzip data end before their end',
    ERR_BUFFER_TOO_LARGE: 'unpacked it is larger than is read',
  },
  fileBinary: (v: { path: string; kind: string }) =>
    `file "${v.path}" is a binary file${v.kind ? ` (${v.kind})` : ''} and no text; nearest: YAML, JSON or CSV, saved as UTF-8`,
  fileUnwritable: (v: { path: string; reason: string }) => `file "${v.path}" cannot be written (${v.reason})`,
  outEnding: (v: { what: string; path: string; endings: string; nearest?: Near }) =>
    `${v.what} "${v.path}" ends in none of ${v.endings}, and a file is written as its name says${nearest(v.nearest)}`,
  notALink: (v: { value: string; nearest?: Near }) =>
    `"${v.value}" is no link of the page${nearest(v.nearest, 'for example')}`,
  notInALink: (v: { value: string }) =>
    `"${v.value}" cannot stand in a link of the page; nearest: the command itself, or the scenario as a file`,
  portTaken: (v: { port: string; nearest?: Near }) =>
    `port ${v.port} is taken by another program${nearest(v.nearest)}; without --port a free one is found`,
  portRefused: (v: { port: string; nearest?: Near }) =>
    `port ${v.port} is kept for the system, this user may not open it${nearest(v.nearest)}`,
  fileEmpty: (v: { path: string }) =>
    `file "${v.path}" is empty; nearest: a scenario such as examples/llama-3.1-405b.yaml`,
  fileTooLarge: (v: { path: string; size: string; limit: string }) =>
    `file "${v.path}" has ${v.size}, the limit is ${v.limit}; nearest: a scenario, a config.json or an overlay, which take a few KiB (weights are not read)`,
  tooDeep: (v: { path: string; depth: number; limit: number }) =>
    `file "${v.path}" is nested ${v.depth} levels or deeper, the limit is ${v.limit}; nearest: a flat scenario`,
  tooManyNodes: (v: { path: string; limit: number }) =>
    `file "${v.path}" has more than ${v.limit} values; nearest: only what the scenario needs`,
  aliasesRefused: (v: { path: string }) =>
    `file "${v.path}" uses YAML anchors and aliases, which are not read; nearest: the values written out`,
  forbiddenKey: (v: { path: string; key: string }) =>
    `key "${v.key}" in "${v.path}" is not allowed; nearest: leave it out`,
  notYaml: (v: { path: string; line: number; reason: string }) =>
    `file "${v.path}", line ${v.line}: not YAML (${v.reason})`,
  /** By the code of the package yaml. */
  yamlReasons: {
    BAD_INDENT: 'a bracket is not closed, or a line is indented less than what it belongs to',
    TAB_AS_INDENT: 'a tab indents; use spaces',
    BLOCK_AS_IMPLICIT_KEY: 'a line holds two "key: value", or is indented where it should not be',
    MULTILINE_IMPLICIT_KEY: 'a key has no value, or the next line is indented where it should not be',
    DUPLICATE_KEY: 'a key stands there twice',
    MISSING_CHAR: 'a quote, comma or colon is missing',
    BAD_SCALAR_START: 'a value begins with @ or a backtick; put it in quotes',
    MULTIPLE_DOCS: 'it holds several documents (---); one is read',
    UNEXPECTED_TOKEN: 'something stands where nothing can, such as a bracket too many',
    BAD_DQ_ESCAPE: 'a backslash in double quotes leads nowhere; use single quotes',
    TAG_RESOLVE_FAILED: 'it has a tag (!…), and tags are not read',
    BLOCK_IN_FLOW: 'lines are indented within brackets; use commas there',
  },
  yamlOther: (reason: string) => reason,
  notMapping: (v: { path: string; found: string }) =>
    `"${v.path}" holds ${v.found}, keys with values are wanted; nearest: train: { model: … }`,
  unknownKey: (v: { key: string; where: string; nearest?: Near }) =>
    `key "${v.key}" is not known in ${v.where}${nearest(v.nearest)}`,
  missingKey: (v: { key: string; where: string; example: string }) =>
    `key "${v.key}" is missing in ${v.where}; for example ${v.example}`,
  wrongType: (v: { key: string; found: string; wanted: string; example: string }) =>
    `key "${v.key}" holds ${v.found}, ${v.wanted} is wanted; for example ${v.example}`,

  doesNotFit: (v: { needed: string; capacity: string; lever: string }) =>
    `does not fit: the leanest strategy needs ${v.needed} of ${v.capacity} an accelerator${v.lever ? `; the lever: ${v.lever}` : ''}`,
  noLegalStrategy: (v: { considered: string; rule: string }) =>
    `none of ${v.considered} strategies is legal; the rule most often broken: ${v.rule}`,
  deadlineMissed: (v: { days: string; deadline: string; lever: string }) =>
    `takes ${v.days}, the deadline is ${v.deadline}${v.lever ? `; the lever: ${v.lever}` : ''}`,
  assertionFailed: (v: { key: string; value: string; rule: string }) =>
    `${v.key} is ${v.value}, does not hold: ${v.rule}`,
  assertionUnreadable: (v: { key: string; rule: string }) =>
    `assert: "${v.rule}" for ${v.key} is not a rule; nearest: "< 120M"`,

  interrupted: 'interrupted: this is the best so far',
  internal: (v: { what: string }) =>
    `this should not happen (${v.what}); please report it with the command that led here`,
};
