/** Samples at even distances, one array a column. Seconds and counts over all replicas. */
export interface SeriesPoints {
  readonly seconds: readonly number[];
  readonly waiting: readonly number[];
  readonly running: readonly number[];
  /** Blocks held by requests, and blocks there are. */
  readonly usedBlocks: readonly number[];
  readonly blocks: readonly number[];
  /** Adapters of low rank that running requests hold, where a batch may hold so many only. */
  readonly adapters: readonly number[];
}

interface Sampled {
  readonly waiting: { readonly length: number };
  readonly resident: number;
  readonly used: number;
  readonly adapters: { readonly size: number };
  readonly settings: { readonly blocks: number };
}

/** Seconds between the first samples; doubled whenever the series is full. */
const FIRST_STRIDE = 1 / 64;

/** A time series of bounded length: when it is full every second point goes, and the stride doubles. */
export class Series {
  readonly points = {
    seconds: [] as number[],
    waiting: [] as number[],
    running: [] as number[],
    usedBlocks: [] as number[],
    blocks: [] as number[],
    adapters: [] as number[],
  };
  /** Seconds of the next sample. */
  next = 0;
  #stride = FIRST_STRIDE;
  readonly #most: number;

  constructor(most: number) {
    this.#most = Math.max(2, most);
  }

  /** Takes a sample at `next`. */
  sample(replicas: readonly Sampled[]): void {
    const { points } = this;
    let waiting = 0;
    let running = 0;
    let used = 0;
    let blocks = 0;
    let adapters = 0;
    for (const replica of replicas) {
      waiting += replica.waiting.length;
      running += replica.resident;
      used += replica.used;
      blocks += replica.settings.blocks;
      adapters += replica.adapters.size;
    }
    points.seconds.push(this.next);
    points.waiting.push(waiting);
    points.running.push(running);
    points.usedBlocks.push(used);
    points.blocks.push(blocks);
    points.adapters.push(adapters);
    if (points.seconds.length >= this.#most) {
      for (const column of Object.values(points)) {
        for (let i = 0; 2 * i < column.length; i++) column[i] = column[2 * i]!;
        column.length = Math.ceil(column.length / 2);
      }
      this.#stride *= 2;
      this.next = points.seconds[points.seconds.length - 1]!;
    }
    this.next += this.#stride;
  }
}
