/**
 * The few tasks of a step that its longest path turns at: the first and last micro-batches of each pass on each stage. All the others are
 * only work between two marks of the same stage.
 */
export interface Marks {
  /** Marks of stage s are first[s] .. first[s + 1] - 1, in the order in which the stage runs them. */
  readonly first: Int32Array;
  /** Seconds of its stage's work up to the end of the mark. */
  readonly at: Float64Array;
  /** Seconds of the mark itself. */
  readonly takes: Float64Array;
  /** Marks whose results it needs: from another stage (or its own, at a turn), and its own forward; -1: none. */
  readonly from: Int32Array;
  readonly own: Int32Array;
  /** Seconds of all work of a stage. */
  readonly all: Float64Array;
  /** Seconds that a stage waits between two neighbouring marks, beyond its own work, because a cycle through other stages is slower. */
  readonly waits: Float64Array;
}

/** Runs the marks as a simulation runs tasks. Returns the longest time from a stage's first start to its last end, in seconds. */
export function marksSeconds(stages: number, marks: Marks, hop: number): number {
  const { first, at, takes, from, own, all, waits } = marks;
  const n = first[stages]!;
  const ends = new Float64Array(n).fill(-1);
  const stageOf = new Int32Array(n);
  for (let s = 0; s < stages; s++) stageOf.fill(s, first[s]!, first[s + 1]!);
  const cursor = first.slice(0, stages);
  let left = n;
  for (let moved = true; moved && left > 0; ) {
    moved = false;
    for (let s = 0; s < stages; s++) {
      for (let q = cursor[s]!; q < first[s + 1]!; q++) {
        const a = from[q]!;
        const b = own[q]!;
        if ((a >= 0 && ends[a]! < 0) || (b >= 0 && ends[b]! < 0)) break;
        const arrives = Math.max(a < 0 ? 0 : ends[a]! + (stageOf[a] === s ? 0 : hop), b < 0 ? 0 : ends[b]!);
        const before = q === first[s]! ? 0 : ends[q - 1]! + at[q]! - at[q - 1]! + waits[q]!;
        ends[q] = Math.max(before, arrives + takes[q]!);
        cursor[s] = q + 1;
        left--;
        moved = true;
      }
    }
  }
  if (left > 0) throw new Error(`${left} marks wait for each other`); // marks out of their stage's order: a fault of ours
  let seconds = 0;
  for (let s = 0; s < stages; s++) {
    if (first[s]! === first[s + 1]!) continue;
    const start = ends[first[s]!]! - takes[first[s]!]!;
    const last = first[s + 1]! - 1;
    seconds = Math.max(seconds, ends[last]! + all[s]! - at[last]! - start);
  }
  return seconds;
}

/** A mark while it is being collected; `key` names it across stages. */
export interface Mark {
  readonly key: number;
  readonly at: number;
  readonly takes: number;
  /** Keys of what it needs; -1: none. */
  readonly from: number;
  readonly own: number;
  readonly wait: number;
}

/** Puts the marks of each stage in order and resolves their keys (0 .. keys - 1). */
export function collectMarks(perStage: readonly Mark[][], all: Float64Array, keys: number): Marks {
  const n = perStage.reduce((sum, list) => sum + list.length, 0);
  const index = new Int32Array(keys).fill(-1);
  const first = new Int32Array(perStage.length + 1);
  const sorted: Mark[] = [];
  perStage.forEach((list, s) => {
    for (const mark of [...list].sort((x, y) => x.at - y.at)) {
      index[mark.key] = sorted.length;
      sorted.push(mark);
    }
    first[s + 1] = sorted.length;
  });
  const at = new Float64Array(n);
  const takes = new Float64Array(n);
  const from = new Int32Array(n);
  const own = new Int32Array(n);
  const waits = new Float64Array(n);
  for (let q = 0; q < n; q++) {
    const mark = sorted[q]!;
    at[q] = mark.at;
    takes[q] = mark.takes;
    from[q] = mark.from < 0 ? -1 : index[mark.from]!;
    own[q] = mark.own < 0 ? -1 : index[mark.own]!;
    waits[q] = mark.wait;
  }
  return { first, at, takes, from, own, all, waits };
}
