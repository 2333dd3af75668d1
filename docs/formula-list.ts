// Every formula of the engine in the order of a textbook. tests/laws/formulas.test.ts holds this list to the sources: none is left out.
import type { Term } from '../engine/src/because/index.ts';
import * as attention from '../engine/src/cost/attention.ts';
import * as collective from '../engine/src/cost/collective.ts';
import * as experts from '../engine/src/cost/experts.ts';
import * as matmul from '../engine/src/cost/matmul.ts';
import * as product from '../engine/src/cost/product.ts';
import * as roofline from '../engine/src/cost/roofline.ts';
import * as traffic from '../engine/src/cost/traffic.ts';
import * as carbon from '../engine/src/economics/carbon/terms.ts';
import * as currency from '../engine/src/economics/currency.ts';
import * as purchase from '../engine/src/economics/own/purchase.ts';
import * as own from '../engine/src/economics/own/terms.ts';
import * as dataflow from '../engine/src/economics/silicon/dataflow.ts';
import * as silicon from '../engine/src/economics/silicon/terms.ts';
import * as money from '../engine/src/economics/terms.ts';
import * as worth from '../engine/src/economics/worth/terms.ts';
import * as rates from '../engine/src/machine/rates.ts';
import * as serving from '../engine/src/operations/serving/serving-terms.ts';
import * as activation from '../engine/src/serving/memory/activation.ts';
import * as budget from '../engine/src/serving/memory/budget.ts';
import * as cache from '../engine/src/serving/memory/cache-terms.ts';
import * as capacity from '../engine/src/serving/memory/capacity.ts';
import * as driver from '../engine/src/serving/memory/driver-total.ts';
import * as llamaCpp from '../engine/src/serving/memory/llama-cpp.ts';
import * as sglang from '../engine/src/serving/memory/sglang.ts';
import * as trtllm from '../engine/src/serving/memory/trtllm.ts';
import * as vllm from '../engine/src/serving/memory/vllm.ts';
import * as steady from '../engine/src/serving/steady/terms.ts';
import * as training from '../engine/src/training/explain/index.ts';
import * as run from '../engine/src/training/run/terms.ts';
import * as scaling from '../engine/src/training/scaling/law.ts';
import * as gpipe from '../engine/src/training/schedule/terms/gpipe.ts';
import * as interleaved from '../engine/src/training/schedule/terms/interleaved.ts';
import * as oneChunk from '../engine/src/training/schedule/terms/one-chunk.ts';
import * as twoSlots from '../engine/src/training/schedule/terms/two-slots.ts';
import * as step from '../engine/src/training/step.ts';

type Module = Readonly<Record<string, unknown>>;

export interface Section {
  readonly title: string;
  /** File under engine/src, and what it exports. */
  readonly files: readonly (readonly [path: string, exported: Module])[];
}

export const SECTIONS: readonly Section[] = [
  {
    title: 'Roofline and matrix products',
    files: [
      ['cost/roofline.ts', roofline],
      ['cost/matmul.ts', matmul],
      ['cost/product.ts', product],
      ['machine/rates.ts', rates],
    ],
  },
  {
    title: 'Attention, experts, traffic, collectives',
    files: [
      ['cost/attention.ts', attention],
      ['cost/experts.ts', experts],
      ['cost/traffic.ts', traffic],
      ['cost/collective.ts', collective],
    ],
  },
  {
    title: 'A training step',
    files: [
      ['training/step.ts', step],
      ['training/schedule/terms/gpipe.ts', gpipe],
      ['training/schedule/terms/one-chunk.ts', oneChunk],
      ['training/schedule/terms/interleaved.ts', interleaved],
      ['training/schedule/terms/two-slots.ts', twoSlots],
      ['training/explain/index.ts', training],
    ],
  },
  {
    title: 'A training run',
    files: [
      ['training/run/terms.ts', run],
      ['training/scaling/law.ts', scaling],
    ],
  },
  {
    title: 'Memory of a serving engine',
    files: [
      ['serving/memory/driver-total.ts', driver],
      ['serving/memory/activation.ts', activation],
      ['serving/memory/cache-terms.ts', cache],
      ['serving/memory/budget.ts', budget],
      ['serving/memory/capacity.ts', capacity],
      ['serving/memory/vllm.ts', vllm],
      ['serving/memory/sglang.ts', sglang],
      ['serving/memory/trtllm.ts', trtllm],
      ['serving/memory/llama-cpp.ts', llamaCpp],
    ],
  },
  {
    title: 'Serving under a steady load',
    files: [
      ['serving/steady/terms.ts', steady],
      ['operations/serving/serving-terms.ts', serving],
    ],
  },
  {
    title: 'Money, energy, carbon',
    files: [
      ['economics/terms.ts', money],
      ['economics/currency.ts', currency],
      ['economics/own/purchase.ts', purchase],
      ['economics/own/terms.ts', own],
      ['economics/carbon/terms.ts', carbon],
    ],
  },
  {
    title: 'Chips and their cost; what a model is worth',
    files: [
      ['economics/silicon/dataflow.ts', dataflow],
      ['economics/silicon/terms.ts', silicon],
      ['economics/worth/terms.ts', worth],
    ],
  },
];

const isTerm = (value: unknown): value is Term => typeof value === 'function' && 'term' in value && 'symbols' in value;

/** Terms that a file exports, in the order of its text. */
export const termsOf = (exported: Module): readonly Term[] => Object.values(exported).filter(isTerm);
