/** How many rows each local expert gets in one layer, as kernels feel it: only sums over experts matter to their time. */
export interface ExpertLoads {
  /** Local experts that get at least one row. */
  readonly active: number;
  /** Rows of all local experts together. */
  readonly assignments: number;
  /** Rows of the busiest local expert. */
  readonly busiest: number;
  /** Blocks of ROW_BLOCKS[i] rows that hold the rows of every expert, each expert starting a block of its own. */
  readonly blocks: readonly number[];
  /** The same for the experts of all other ranks. */
  readonly foreign: readonly number[];
}

/** Row blocks that grouped kernels are compiled for. */
export const ROW_BLOCKS = [16, 32, 64, 128] as const;

export interface Routing {
  readonly tokens: number;
  readonly topk: number;
  readonly experts: number;
  /** Ranks that the experts are dealt to, each with experts / expertParallel of them. */
  readonly expertParallel: number;
  /** Exponent of the power law that loads follow; 0 = the same load for all. 1.01 DeepSeek-V3, 1.2 Qwen3-235B (aiconfigurator). */
  readonly skew: number;
  /** Rows that rounding leaves over go to experts side by side, which share a rank: how benchmarks before 2026 dealt them. */
  readonly gathered?: boolean;
}

const SHUFFLES = 5; // ways to deal experts to ranks; the one with the median busiest rank stands for them

/**
 * Rows of the local experts of the busiest rank, one number an expert (at most `tokens` each). Even routing deals tokens x topk rows out
 * in steps over all experts and looks at the first rank, which gets the rounding up. A power law takes the quantiles
 * x(u) = (u (b^(1-a) - c^(1-a)) + c^(1-a))^(1/(1-a)) between c = 1 and b = 0.8 tokens (0.01 and 2 where rows are fewer than experts), scales
 * and rounds them to tokens x topk, deals them to ranks and takes the busiest. Deterministic.
 * Source: aiconfigurator, docs/POWER_LAW_DISTRIBUTION.md (2026-08), whose random draws are replaced by quantiles.
 */
export function expertLoads(routing: Routing): Uint32Array {
  const { tokens, topk, experts, expertParallel, skew } = routing;
  const local = Math.max(1, Math.round(experts / expertParallel));
  if (skew <= 0) return evenLoads(tokens * topk, experts, local);
  const { loads, raised } = powerLaw(tokens, topk, experts, skew);
  return local >= experts ? loads : busiestRank(loads, local, routing.gathered ? raised : 0);
}

/** Loads of all experts add up to tokens x topk; ascending order. */
export function powerLaw(
  tokens: number,
  topk: number,
  experts: number,
  skew: number,
): { loads: Uint32Array; raised: number } {
  const total = tokens * topk;
  const many = total > experts;
  const low = many ? 1 : 0.01;
  const high = many ? Math.max(tokens * 0.8, 1 + 1e-9) : 2;
  const power = 1 - skew;
  const raw = new Float64Array(experts);
  let sum = 0;
  for (let i = 0; i < experts; i++) {
    const u = (i + 0.5) / experts;
    raw[i] =
      Math.abs(power) < 1e-6
        ? low * (high / low) ** u
        : (u * (high ** power - low ** power) + low ** power) ** (1 / power);
    sum += raw[i]!;
  }
  const loads = new Uint32Array(experts);
  let given = 0;
  for (let i = 0; i < experts; i++) {
    loads[i] = Math.min(tokens, Math.round((raw[i]! * total) / sum));
    given += loads[i]!;
  }
  let raised = 0;
  if (given < total) raised = raise(loads, total - given, tokens);
  else if (given > total) lower(loads, given - total);
  return { loads, raised };
}

/** What kernels feel of the loads. */
export function summarise(loads: Uint32Array): ExpertLoads {
  let active = 0;
  let assignments = 0;
  let busiest = 0;
  const blocks = new Array<number>(ROW_BLOCKS.length).fill(0);
  for (const rows of loads) {
    if (rows === 0) continue;
    active++;
    assignments += rows;
    if (rows > busiest) busiest = rows;
    for (let b = 0; b < ROW_BLOCKS.length; b++) blocks[b]! += Math.ceil(rows / ROW_BLOCKS[b]!);
  }
  return { active, assignments, busiest, blocks, foreign: blocks.map(() => 0) };
}

/** Loads of one rank as kernels feel them. */
export function routedLoads(routing: Routing): ExpertLoads {
  const own = summarise(expertLoads(routing));
  if (routing.expertParallel <= 1) return own;
  const all = summarise(expertLoads({ ...routing, expertParallel: 1 }));
  return { ...own, foreign: all.blocks.map((blocks, i) => Math.max(0, blocks - own.blocks[i]!)) };
}

/** `groups` experts with `rows` rows each. */
export const equalLoads = (groups: number, rows: number): ExpertLoads => ({
  active: rows > 0 ? groups : 0,
  assignments: groups * rows,
  busiest: rows,
  blocks: ROW_BLOCKS.map((block) => groups * Math.ceil(rows / block)),
  foreign: ROW_BLOCKS.map(() => 0),
});

/** Expert i gets the rows between the rounded-up marks i and i + 1 of an even scale: the first experts get no less than their share. */
function evenLoads(total: number, experts: number, local: number): Uint32Array {
  const loads = new Uint32Array(local);
  for (let i = 0; i < local; i++) {
    loads[i] = Math.ceil(((i + 1) * total) / experts) - Math.ceil((i * total) / experts);
  }
  return loads;
}

/** Adds rows to the emptiest experts, as a liquid would fill them; `loads` ascend, and no expert gets more than `most`. */
function raise(loads: Uint32Array, rows: number, most: number): number {
  let left = rows;
  let level = loads[0]!;
  let width = 1;
  while (left > 0) {
    while (width < loads.length && loads[width]! <= level) width++;
    const next = Math.min(most, width < loads.length ? loads[width]! : most);
    const step = Math.min(Math.floor(left / width), next - level);
    if (step > 0) {
      for (let i = 0; i < width; i++) loads[i] = level + step;
      level += step;
      left -= step * width;
    } else if (level >= most) return width;
    else {
      // Fewer rows than experts at this level: the last of them, so that the order stays.
      for (let i = width - left; i < width; i++) loads[i]! += 1;
      return width;
    }
  }
  return width;
}

/** Takes rows from the fullest experts, one each in turn. */
function lower(loads: Uint32Array, rows: number): void {
  for (let left = rows; left > 0; ) {
    const top = loads[loads.length - 1]!;
    let first = loads.length;
    while (first > 0 && loads[first - 1] === top && loads.length - first < left) first--;
    for (let i = first; i < loads.length; i++) loads[i]! -= 1;
    left -= loads.length - first;
    // Those left at `top` stand before lowered ones: swap ends so that the order stays.
    let front = first - 1;
    let back = loads.length - 1;
    while (front >= 0 && front < back && loads[front] === top && loads[back]! < top) {
      loads[front--]! -= 1;
      loads[back--]! += 1;
    }
  }
}

/** Deals experts to ranks in several shuffled orders; the busiest rank of the order in which it is neither lucky nor unlucky. */
function busiestRank(loads: Uint32Array, local: number, together: number): Uint32Array {
  const found: { readonly rows: number; readonly loads: Uint32Array }[] = [];
  const ranks = Math.floor(loads.length / local);
  for (let s = 0; s < SHUFFLES; s++) {
    const dealt = shuffled(loads, s + 1, together);
    let most = -1;
    let at = 0;
    for (let r = 0; r < ranks; r++) {
      let rows = 0;
      for (let i = r * local; i < (r + 1) * local; i++) rows += dealt[i]!;
      if (rows > most) {
        most = rows;
        at = r;
      }
    }
    found.push({ rows: most, loads: dealt.subarray(at * local, (at + 1) * local) });
  }
  found.sort((a, b) => a.rows - b.rows);
  return found[SHUFFLES >> 1]!.loads;
}

/** Fisher-Yates with a multiplicative hash for a die. */
function shuffled(loads: Uint32Array, seed: number, together: number): Uint32Array {
  const out = Uint32Array.from(loads);
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  for (let i = out.length - 1; i > together; i--) {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) >>> 0;
    const j = Math.floor((((state ^ (state >>> 13)) >>> 0) / 2 ** 32) * (i + 1));
    const held = out[i]!;
    out[i] = out[j]!;
    out[j] = held;
  }
  return out;
}
