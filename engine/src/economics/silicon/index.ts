/**
 * What a chip costs to make: dies on a wafer, how many work, dies sold with units that failed, packages, and the volume at
 * which a part that is dearer to design and cheaper to make wins.
 */
export * from './chip-because.ts';
export * from './chip-bill.ts';
export * from './dataflow.ts';
export * from './die.ts';
export * from './package.ts';
export * from './terms.ts';
