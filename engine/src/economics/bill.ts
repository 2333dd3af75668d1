import type { Because } from '../because/index.ts';
import type { Ranged } from '../training/answer.ts';

/** What a run costs in money, energy and carbon. */
export interface Bill {
  readonly usdPerAcceleratorHour: number;
  readonly cost: Ranged; // USD
  readonly energy: Ranged; // J at the meter, PUE included
  readonly carbon: Ranged; // kgCO2e
  /** W of the whole site while training. */
  readonly sitePower: Ranged;
  /** Root `bill`; children cost, energy, carbon, sitePower. */
  readonly because: Because;
}
