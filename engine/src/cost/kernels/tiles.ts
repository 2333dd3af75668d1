import type { Values } from './form.ts';

/** Rows x columns of the output that one core works on. */
export type Tile = readonly [number, number];

/** Tiles that libraries choose among. */
const TILES: readonly Tile[] = [
  [64, 64],
  [64, 128],
  [64, 256],
  [128, 64],
  [128, 128],
  [128, 256],
  [256, 128],
];

/** Cost of a 128 x 256 tile's operands against none: the fitted share of a core is stated without it. */
export const LARGE_TILE = 64 * (1 / 128 + 1 / 256);

/** Tiles of kernels that a number of rows alone decides between: up to 16, 32 and 64 rows, up to `wide`, above. */
const BY_ROWS = {
  16: [
    [16, 64],
    [16, 128],
  ],
  32: [
    [32, 64],
    [32, 128],
  ],
  64: [
    [64, 64],
    [64, 128],
  ],
  middle: [
    [64, 128],
    [128, 64],
  ],
  wide: [
    [128, 128],
    [128, 256],
    [256, 128],
  ],
} as const;

/** From so many rows DeepGEMM lets two cores fetch one operand together (deep_gemm heuristics, common.hpp, 2025). */
export const PAIRED_ROWS = 512;
const WAVE_ROWS = [64, 128, 256] as const;
const MOST_COLUMNS = 256;
const SCALED = 128; // columns that one scale of the weights covers

/** Tiles to choose from: any; where `least` is set those that the rows decide; where `step` is set the one of fewest waves. */
export function tilesOf(m: number, n: number, cores: number, p: Values): readonly Tile[] {
  const { least = 0, wide = 128, step = 0 } = p;
  if (step > 0) return [fewestWaves(m, n, cores, step)];
  if (!(least > 0)) return TILES;
  if (m > wide) return BY_ROWS.wide;
  const rows = Math.max(m, least);
  return rows > 64 ? BY_ROWS.middle : rows > 32 ? BY_ROWS[64] : rows > 16 ? BY_ROWS[32] : BY_ROWS[16];
}

/**
 * DeepGEMM's choice of 2025 on Hopper: fewest waves, then the fullest last one, then the least waste; of different tiles alike the one
 * with more columns, while it is no larger than the product (deep_gemm csrc/jit_kernels/heuristics, get_best_config).
 */
function fewestWaves(m: number, n: number, cores: number, step: number): Tile {
  let best: Tile = [WAVE_ROWS[0], step];
  let fewest = Number.POSITIVE_INFINITY;
  let fullest = 0;
  for (const rows of WAVE_ROWS) {
    for (let columns = step; columns <= MOST_COLUMNS; columns += step) {
      if (!fits(rows, columns)) continue;
      const tiles = Math.ceil(m / rows) * Math.ceil(n / columns);
      const waves = Math.ceil(tiles / cores);
      const last = tiles - (waves - 1) * cores;
      const [bestRows, bestColumns] = best;
      const alike =
        (rows === bestRows && columns < bestColumns) ||
        (columns === bestColumns && rows < bestRows) ||
        (rows !== bestRows && columns > bestColumns && columns <= n && rows <= m);
      if (waves > fewest || (waves === fewest && (last < fullest || (last === fullest && !alike)))) continue;
      best = [rows, columns];
      fewest = waves;
      fullest = last;
    }
  }
  return best;
}

/** A tile's sums fit into registers, and the scales of what lies beyond 128 columns can be walked in equal parts. */
function fits(rows: number, columns: number): boolean {
  if (rows > SCALED && columns > SCALED) return false;
  const beyond = columns - SCALED;
  return beyond <= 0 || columns % beyond === 0 || SCALED % beyond === 0;
}
