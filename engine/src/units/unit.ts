/** Languages of every face. */
export const LOCALES = ['en', 'zh-CN'] as const;
export type Locale = (typeof LOCALES)[number];

/** Base units. Inside the engine every number is in one of these; prefixes exist only in text and in cited facts. */
export const UNITS = [
  's',
  'B',
  'B/s',
  'FLOP',
  'FLOP/s',
  'FLOP/token',
  'W',
  'J',
  'J/token',
  'USD',
  'USD/h',
  'USD/kWh',
  'kgCO2e',
  'kgCO2e/kWh',
  'token',
  'token/s',
  'GPU-h',
  '1',
  '%',
  'parameters',
  'year',
  'Hz',
] as const;
export type Unit = (typeof UNITS)[number];

export const isUnit = (text: string): text is Unit => (UNITS as readonly string[]).includes(text);
