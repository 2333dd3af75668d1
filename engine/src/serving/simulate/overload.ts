/** More requests come than are answered, for as long as they come. */
export interface Overload {
  /** Seconds at which that was plain: of the last arrival, or earlier where the simulation was ended by it. */
  readonly seconds: number;
  /** Requests that had come by then, and that stood in line. */
  readonly arrived: number;
  readonly waiting: number;
  /** Requests that ran then. */
  readonly running: number;
}

/** Arrivals between two looks at the line. */
const EVERY = 64;
/** Looks that are kept; when there are more, every second one goes. */
const MOST = 512;
/** A line is no overload below this many requests, nor below this share of all that came. */
const LEAST_WAITING = 16;
const LEAST_SHARE = 0.02;
/** It grows where its last third is so many times as long as its middle third on average. */
const GROWTH = 1.5;
/** Before so many times the requests that run at once have been answered, all may be a burst. */
const TURNS = 2;
/** A simulation is ended where so much of all that came stands in line, and it has grown since half of the time. */
const END_WAITING = 2000;
const END_SHARE = 0.2;

/** Watches the line of waiting requests as they arrive. A burst that comes at once and is worked off is no overload. */
export class OverloadWatch {
  #every = EVERY;
  #seen = 0;
  readonly #seconds: number[] = [];
  readonly #waiting: number[] = [];
  #last: Overload = { seconds: 0, arrived: 0, waiting: 0, running: 0 };

  /** Told of each arrival; true = it is plain by now, there is no need to go on. */
  arrived(seconds: number, standing: () => Pick<Overload, 'waiting' | 'running'>): boolean {
    this.#seen++;
    if (this.#seen % this.#every !== 0) return false;
    const { waiting, running } = standing();
    this.#last = { seconds, arrived: this.#seen, waiting, running };
    this.#seconds.push(seconds);
    this.#waiting.push(waiting);
    if (this.#seconds.length >= MOST) this.#thin();
    if (waiting <= END_WAITING || waiting <= END_SHARE * this.#seen || mayBeBurst(this.#last)) return false;
    return this.#before(seconds / 2) * GROWTH < waiting;
  }

  /** What is to be said when all have come, with the line as it is then; null = it keeps up. */
  verdict(end: Overload): Overload | null {
    const { seconds, arrived, waiting } = end;
    if (waiting <= LEAST_WAITING || waiting < LEAST_SHARE * arrived || mayBeBurst(end)) return null;
    const from = this.#seconds[0] ?? 0;
    const third = (seconds - from) / 3;
    if (!(third > 0)) return null;
    const middle = this.#mean(from + third, seconds - third);
    const last = this.#mean(seconds - third, Number.POSITIVE_INFINITY);
    if (middle === null || last === null) return null;
    return last > GROWTH * middle ? end : null;
  }

  /** As it was at the newest look. */
  get last(): Overload {
    return this.#last;
  }

  #before(seconds: number): number {
    let line = 0;
    for (let i = 0; i < this.#seconds.length && this.#seconds[i]! <= seconds; i++) line = this.#waiting[i]!;
    return line;
  }

  #mean(from: number, to: number): number | null {
    let sum = 0;
    let count = 0;
    this.#seconds.forEach((at, i) => {
      if (at < from || at >= to) return;
      sum += this.#waiting[i]!;
      count++;
    });
    return count > 0 ? sum / count : null;
  }

  #thin(): void {
    for (const column of [this.#seconds, this.#waiting]) {
      for (let i = 0; 2 * i < column.length; i++) column[i] = column[2 * i]!;
      column.length = Math.ceil(column.length / 2);
    }
    this.#every *= 2;
  }
}

const mayBeBurst = ({ arrived, waiting, running }: Overload): boolean => arrived - waiting - running < TURNS * running;
