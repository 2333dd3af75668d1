/** What a loss is multiplied by so that its gradient is not lost in numbers of 16 bits. */
export interface LossScale {
  readonly now: number;
  /** Updates that were left out. */
  readonly skipped: number;
  /** Whether the last gradient was finite: an update without is left out. */
  told(finite: boolean): void;
}

/** torch's GradScaler by default: where it begins, what it grows and shrinks by, and after how many updates it grows. */
const BEGINS = 65_536;
const GROWS = 2;
const SHRINKS = 0.5;
const EVERY = 2000;

/** Micikevicius et al. (arXiv:1710.03740, section 3.2); powers of two change no digit. */
export function lossScaleOf(begins = BEGINS): LossScale {
  let [now, good, skipped] = [begins, 0, 0];
  return {
    get now() {
      return now;
    },
    get skipped() {
      return skipped;
    },
    told(finite) {
      if (!finite) {
        now *= SHRINKS;
        good = 0;
        skipped++;
      } else if (++good === EVERY) {
        now *= GROWS;
        good = 0;
      }
    },
  };
}
