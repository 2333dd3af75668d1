import { nearest } from '../../units/index.ts';

/** Thrown for a weight format that nobody knows, with the ids of those whose names are the nearest. */
export class UnknownFormat extends Error {
  readonly asked: string;
  readonly nearest: readonly string[];

  constructor(asked: string, spellings: readonly string[], idOf: (spelling: string) => string | undefined) {
    const ids = nearest(asked, spellings, 6).flatMap((spelling) => idOf(spelling) ?? []);
    const near = [...new Set(ids)].slice(0, 3);
    super(
      `weight format "${asked.slice(0, 60)}" is not known${near.length > 0 ? `; nearest: ${near.join(', ')}` : ''}`,
    );
    this.name = 'UnknownFormat';
    this.asked = asked;
    this.nearest = near;
  }
}
