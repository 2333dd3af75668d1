/** A priced point of the space, by its place in the walk. */
export interface Point {
  readonly seconds: number;
  readonly bytes: number;
  /** Strategies of one kind differ only in micro-batch, virtual stages and overlaps. */
  readonly kind: string;
  /** Order of enumeration: the earlier wins a tie, so the answer does not depend on anything else. */
  readonly index: number;
}

/** The best point of each of the best `size` kinds. Exact: a kind that once fell out comes back with a better point. */
export class BestKinds<T extends Point> {
  readonly kept: T[] = [];

  constructor(private readonly size: number) {}

  /** Seconds that a new point must beat to be kept at all. */
  get threshold(): number {
    return this.kept.length < this.size ? Number.POSITIVE_INFINITY : this.kept[this.kept.length - 1]!.seconds;
  }

  add(point: T): void {
    const same = this.kept.findIndex((k) => k.kind === point.kind);
    if (same >= 0) {
      if (!before(point, this.kept[same]!)) return;
      this.kept.splice(same, 1);
    } else if (this.kept.length === this.size && !before(point, this.kept[this.size - 1]!)) return;
    let at = this.kept.length;
    while (at > 0 && before(point, this.kept[at - 1]!)) at--;
    this.kept.splice(at, 0, point);
    if (this.kept.length > this.size) this.kept.pop();
  }
}

const before = (a: Point, b: Point): boolean => a.seconds < b.seconds || (a.seconds === b.seconds && a.index < b.index);

/** The points that no other beats in both time and memory, kept sorted by time. */
export class TimeMemoryFront<T extends Point> {
  readonly kept: T[] = [];

  /** True when a point with these bounds cannot enter: something kept is at least as good in both. */
  covers(seconds: number, bytes: number): boolean {
    // Sorted by time, memory falls: the last point not slower has the least memory of those.
    let low = 0;
    let high = this.kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.kept[middle]!.seconds <= seconds) low = middle + 1;
      else high = middle;
    }
    return low > 0 && this.kept[low - 1]!.bytes <= bytes;
  }

  add(point: T): void {
    if (this.covers(point.seconds, point.bytes)) return;
    let at = this.kept.findIndex((k) => k.seconds >= point.seconds);
    if (at < 0) at = this.kept.length;
    let end = at;
    while (end < this.kept.length && this.kept[end]!.bytes >= point.bytes) end++;
    this.kept.splice(at, end - at, point);
  }
}
