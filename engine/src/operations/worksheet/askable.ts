import { compareTrain } from '../compare-train.ts';
import { estimateCarbon } from '../economics/estimate-carbon.ts';
import { estimateChip } from '../economics/estimate-chip.ts';
import { estimateDataflow } from '../economics/estimate-dataflow.ts';
import { estimateSupply } from '../economics/estimate-supply.ts';
import { estimateTrain } from '../estimate-train.ts';
import { modelsParams } from '../models-params.ts';
import type { Operation } from '../operation.ts';
import { compareOwn } from '../own/compare-own.ts';
import { planTrain } from '../plan-train.ts';
import { estimateServe } from '../serving/estimate-serve.ts';
import { fitServe } from '../serving/fit-serve.ts';
import { planServe } from '../serving/plan/plan-serve.ts';
import { simulateServe } from '../serving/simulate-serve.ts';
import { solveTrain } from '../solve-train.ts';

/** Operations that a worksheet may ask: those that answer a scenario with numbers. A new one is a line here. */
export const ASKABLE = [
  planTrain,
  estimateTrain,
  solveTrain,
  compareTrain,
  estimateServe,
  fitServe,
  planServe,
  simulateServe,
  estimateCarbon,
  estimateChip,
  estimateDataflow,
  estimateSupply,
  compareOwn,
  modelsParams,
] as unknown as readonly Operation[];
