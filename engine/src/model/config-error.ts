/** Why a config was refused. The code and the details are words for a program; messages/ makes the sentences. */
export type ConfigErrorCode =
  | 'too-large'
  | 'too-deep'
  | 'not-json'
  | 'not-object'
  | 'forbidden-key'
  | 'missing-key'
  | 'bad-value'
  | 'mismatch'
  | 'unsupported'
  | 'unknown-type';

export interface ConfigErrorDetails {
  readonly key?: string;
  readonly value?: unknown;
  /** The rule that was broken, as a short formula: `heads % kvHeads = 0`, `integer 1 .. 1e9`. */
  readonly rule?: string;
  /** The nearest values that would work. */
  readonly nearest?: readonly (number | string)[];
}

/** Every refusal of the model room is one of these; anything else that is thrown is a fault of ours. */
export class ConfigError extends Error {
  readonly code: ConfigErrorCode;
  readonly details: ConfigErrorDetails;

  constructor(code: ConfigErrorCode, details: ConfigErrorDetails = {}) {
    super(describe(code, details));
    this.name = 'ConfigError';
    this.code = code;
    this.details = details;
  }
}

/** A plain English line for logs: what (value), rule, nearest. */
function describe(code: ConfigErrorCode, { key, value, rule, nearest }: ConfigErrorDetails): string {
  const what = key === undefined ? code : `${code}: ${key}`;
  const shown = value === undefined ? '' : ` = ${short(value)}`;
  const broken = rule === undefined ? '' : `; rule: ${rule}`;
  const near = nearest === undefined || nearest.length === 0 ? '' : `; nearest: ${nearest.join(' or ')}`;
  return `${what}${shown}${broken}${near}`;
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
