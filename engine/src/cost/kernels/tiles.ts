import type { Values } from './form.ts';

/** Rows x columns of the output that one core works on. */
export type Tile = readonly [rows: number, columns: number, together?: number];

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

/** One line of a rule: up to so many rows and columns this tile. */
type Choice = readonly [rows: number, columns: number, tile: Tile];
const ANY = Number.POSITIVE_INFINITY;

/**
 * Tiles that vLLM's scaled CUTLASS products in FP8 take, by compute capability: the first line that a product fits (csrc/quantization/w8a8/
 * cutlass, scaled_mm_c2x_sm89, c3x/scaled_mm_sm90, sm100 and sm120 fp8 dispatch, 2026). Up to 64 rows Hopper and Blackwell swap operands:
 * tiles are stated here by the rows of x all the same.
 */
const SCALED_TILES: Readonly<Record<number, readonly Choice[]>> = {
  89: [
    [16, 8192, [16, 64]],
    [16, 16384, [16, 128]],
    [16, ANY, [32, 64]],
    [32, 8192, [32, 64]],
    [32, 16384, [32, 128]],
    [32, ANY, [32, 64]],
    [64, 8192, [64, 64]],
    [64, 16384, [64, 128]],
    [64, ANY, [64, 64]],
    [128, 8192, [64, 128]],
    [128, 16384, [128, 128]],
    [128, ANY, [128, 64]],
    [256, 4096, [64, 128]],
    [256, ANY, [128, 128]],
    [ANY, 4096, [128, 128]],
    [ANY, 8192, [256, 128]],
    [ANY, ANY, [128, 128]],
  ],
  90: [
    [16, ANY, [16, 64]],
    [64, 1280, [16, 64]],
    [64, ANY, [64, 64]],
    [128, ANY, [64, 128, 2]],
    [ANY, ANY, [128, 128, 2]],
  ],
  100: [
    [16, ANY, [32, 64]],
    [64, ANY, [64, 64]],
    [256, ANY, [64, 128, 2]],
    [ANY, ANY, [128, 128, 2]],
  ],
  120: [
    [16, ANY, [16, 64]],
    [32, ANY, [32, 64]],
    [256, ANY, [64, 64]],
    [ANY, ANY, [128, 128]],
  ],
};

/** From so many rows DeepGEMM lets two cores fetch one operand together (deep_gemm heuristics, common.hpp, 2025). */
export const PAIRED_ROWS = 512;
const WAVE_ROWS = [64, 128, 256] as const;
const MOST_COLUMNS = 256;
const SCALED = 128; // columns that one scale of the weights covers

/** Tiles to choose from: any; where `scaled` is set the one of its rule; where `step` is set the one of fewest waves. */
export function tilesOf(m: number, n: number, cores: number, p: Values): readonly Tile[] {
  const { scaled = 0, step = 0 } = p;
  if (step > 0) return [fewestWaves(m, n, cores, step)];
  const choice = SCALED_TILES[scaled]?.find(([rows, columns]) => m <= rows && n <= columns);
  return choice ? [choice[2]] : TILES;
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
