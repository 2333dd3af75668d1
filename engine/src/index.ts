/** Everything a face needs: the operations and their answers. Rooms are imported by name: `@ridgepoint/engine/units`. */
export * from './operations.ts';
