export * from './characters.ts';
export * from './day-shape.ts';
export * from './figure.ts';
export * from './notes.ts';
export * from './people.ts';
export * from './sources.ts';
