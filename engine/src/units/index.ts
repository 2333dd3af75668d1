/**
 * units/ - quantities, printed and read.
 * In: a number in a base unit (s, B, B/s, FLOP, W, J, USD, kgCO2e, token, ...), or text a person typed.
 * Out: text in English or Simplified Chinese with one prefix system at a time, or a number in the unit that was expected;
 * branded number types whose products and quotients carry their dimension; column widths for tables with Chinese text.
 * Decimal prefixes follow SI (BIPM brochure, 9th ed.), binary ones IEC 80000-13; widths follow Unicode UAX #11.
 */
export * from './compound.ts';
export * from './date.ts';
export * from './dimension.ts';
export * from './display-width.ts';
export * from './format.ts';
export * from './json-fault.ts';
export * from './money.ts';
export * from './nearest.ts';
export * from './parse.ts';
export * from './unit.ts';
export * from './unit-error.ts';
