/** The network of a multimodal model that turns patches of pictures into tokens: a stack of plain layers, all alike, and what fits its width to the model's. */
export interface VisionTower {
  readonly layers: number;
  readonly hidden: number;
  readonly inner: number;
  readonly heads: number;
  /** Patches that become one token. */
  readonly patches: number;
  /** Matrices that a token passes on its way out: columns and rows. */
  readonly projector: readonly (readonly [n: number, k: number])[];
}

/** FLOP of the tower for one token of a picture of `patches` patches, each of which attends to all. */
export function visionFlops({ layers, hidden, inner, patches: each, projector }: VisionTower, patches: number): number {
  const layer = 2 * (4 * hidden * hidden + 2 * hidden * inner) + 4 * patches * hidden;
  return each * layers * layer + projector.reduce((sum, [n, k]) => sum + 2 * n * k, 0);
}
