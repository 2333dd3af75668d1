/** Values kept as they are up to this many. */
const EXACT = 100_000;
/** Width of a bin: a value is at most 0.5 % from the bin's middle. */
const GROWTH = 1.01;
const LOG_GROWTH = Math.log(GROWTH);
/** Values below a tenth of a microsecond count as none. Seconds. */
const LEAST = 1e-7;
const BINS = 4096;

/**
 * Mean and quantiles of any number of values >= 0 in bounded memory: exact while there are at most `exact` values of weight 1, after that by
 * a histogram of bins that grow by 1 %, so that a quantile is within 0.5 % (as DDSketch, VLDB 2019, without its collapsing).
 */
export class Quantiles {
  count = 0;
  sum = 0;
  min = Number.POSITIVE_INFINITY;
  max = 0;
  readonly #exact: number;
  #values: Float64Array<ArrayBuffer> | null = new Float64Array(64);
  #kept = 0;
  #sorted = true;
  #bins: Float64Array | null = null;

  constructor(exact = EXACT) {
    this.#exact = exact;
  }

  add(value: number, weight = 1): void {
    this.count += weight;
    this.sum += value * weight;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    if (this.#values && weight === 1 && this.#kept < this.#exact) {
      if (this.#kept === this.#values.length) this.#widen();
      this.#values[this.#kept++] = value;
      this.#sorted = false;
      return;
    }
    const bins = this.#toBins();
    bins[binOf(value)]! += weight;
  }

  get mean(): number {
    return this.count > 0 ? this.sum / this.count : Number.NaN;
  }

  /** Whether `at` gives exact quantiles. */
  get exact(): boolean {
    return this.#values !== null;
  }

  /** The value below which a share of all lie, between two values by line (as numpy's default). NaN when there is none. */
  at(share: number): number {
    if (this.count === 0) return Number.NaN;
    if (this.#values) {
      // A typed array sorts numbers by their size.
      if (!this.#sorted) this.#values.subarray(0, this.#kept).sort();
      this.#sorted = true;
      const place = share * (this.#kept - 1);
      const low = Math.floor(place);
      const a = this.#values[low]!;
      const b = this.#values[Math.min(low + 1, this.#kept - 1)]!;
      return a + (b - a) * (place - low);
    }
    const rank = share * (this.count - 1);
    let seen = 0;
    for (let i = 0; i < BINS; i++) {
      seen += this.#bins![i]!;
      if (seen > rank) return Math.min(this.max, Math.max(this.min, middleOf(i)));
    }
    return this.max;
  }

  #widen(): void {
    const wide = new Float64Array(2 * this.#kept);
    wide.set(this.#values!);
    this.#values = wide;
  }

  #toBins(): Float64Array {
    if (this.#bins === null) {
      this.#bins = new Float64Array(BINS);
      for (let i = 0; i < this.#kept; i++) this.#bins[binOf(this.#values![i]!)]! += 1;
      this.#values = null;
    }
    return this.#bins;
  }
}

const binOf = (value: number): number =>
  value <= LEAST ? 0 : Math.min(BINS - 1, 1 + Math.floor(Math.log(value / LEAST) / LOG_GROWTH));

/** Middle of a bin, so that both ends are equally far in proportion. */
const middleOf = (bin: number): number =>
  bin === 0 ? 0 : LEAST * Math.exp((bin - 1) * LOG_GROWTH) * ((2 * GROWTH) / (1 + GROWTH));
