import { type Catalogue, findByName } from '../../../facts/index.ts';
import { buildMachine } from '../../../machine/index.ts';
import { type Architecture, readArchitecture } from '../../../model/index.ts';
import type { Deployment, ServingProblem, WeightFormat } from '../../../serving/deployment.ts';
import {
  type FamilyId,
  POWER_FAMILIES,
  type PowerShape,
  type PowerWork,
  powerShape,
  type SteadyLoad,
  steadyWork,
} from '../../../serving/power/index.ts';
import { profileFor } from '../../../serving/profile/index.ts';
import { formatFor } from '../../../serving/quantisation/index.ts';
import { promptOf } from './prompt.ts';
import { type PowerRow, RELEASE } from './row.ts';

/** A row made ready for the law: everything but its parameters. */
export interface PowerCase {
  readonly row: PowerRow;
  readonly family: FamilyId;
  /** Model as its network: VL and Omni rows stand beside the text model they are built on. */
  readonly network: string;
  readonly shape: PowerShape;
  readonly load: SteadyLoad;
  readonly work: PowerWork;
  /** Measured, of one accelerator. */
  readonly watts: number;
}

type PowerCatalogue = Pick<Catalogue, 'chips' | 'models' | 'systems'>;

const CHIPS: Readonly<Record<string, FamilyId>> = { H100: 'hopper', B200: 'blackwell' };
/** Qwen and DeepSeek publish FP8 with a scale for each block of 128 x 128 weights, Meta one a channel (their config.json). */
function formatOfRow({ precision, model }: PowerRow): WeightFormat {
  if (precision === 'fp8') return formatFor(/qwen|deepseek/i.test(model) ? 'fp8-block' : 'fp8');
  // vLLM multiplies gpt-oss in MXFP8 where the chip can.
  return formatFor(precision === 'mxfp4' ? 'mxfp4-mxfp8' : precision);
}

/** The network of a published name: the catalogue's own entry, else the model it was tuned from or built on. */
export function networkOf(catalogue: Pick<Catalogue, 'models'>, name: string): Architecture | undefined {
  const bare = name.split('/').at(-1)!;
  const plain = bare.replace(/-(Instruct|Thinking|it|\d{4}|FP8|BF16)(?=-|$)/g, '');
  const text = plain.replace(/-(VL|Omni)(?=-|$)/g, '');
  for (const tried of [name, bare, plain, text]) {
    const found = findByName(catalogue.models, tried);
    if (found) return readArchitecture(found.config, found.id, found.name);
  }
  return undefined;
}

/** Accelerators that are not data parallel share each layer by tensor parallelism; experts are whole on ranks where the row says so. */
export function deploymentOfRow(row: PowerRow): Deployment {
  const tp = row.num_gpus / row.dp;
  return { tp, pp: 1, dp: row.dp, ep: row.ep, weights: formatOfRow(row), kv: 'bf16' };
}

/** The problem a row measured; undefined where chip or network is not known. */
export function problemOfRow(row: PowerRow, catalogue: PowerCatalogue): ServingProblem | undefined {
  const family = CHIPS[row.gpu_model];
  const chip = family && catalogue.chips.find(({ id }) => id === POWER_FAMILIES[family].chip);
  const architecture = networkOf(catalogue, row.model);
  if (!chip || !architecture) return undefined;
  const { pictures } = promptOf(row, architecture);
  return {
    architecture,
    machine: buildMachine(catalogue, { chip, count: row.num_gpus }),
    deployment: deploymentOfRow(row),
    engine: profileFor('vllm', RELEASE).id,
    ...(pictures && { pictures }),
  };
}

/** The load a row measured: a running request holds its prompt and, on average, half of its answer. */
export function loadOfRow(row: PowerRow, architecture: Architecture): SteadyLoad {
  const { tokens } = promptOf(row, architecture);
  return {
    batch: row.avg_batch_size,
    meanContext: tokens + row.avg_output_len / 2,
    outputTokensPerSecond: row.output_throughput_tokens_per_sec,
    inputTokens: tokens,
    outputTokens: row.avg_output_len,
  };
}

/** Rows as cases, in their order; those of unknown chips or networks are left out and named. */
export function powerCases(
  rows: readonly PowerRow[],
  catalogue: PowerCatalogue,
): { readonly cases: readonly PowerCase[]; readonly refused: readonly string[] } {
  const refused = new Set<string>();
  const cases = rows.flatMap((row): PowerCase[] => {
    const problem = problemOfRow(row, catalogue);
    if (!problem) {
      refused.add(`${row.gpu_model} ${row.model}`);
      return [];
    }
    const shape = powerShape(problem);
    const load = loadOfRow(row, problem.architecture);
    return [
      {
        row,
        family: CHIPS[row.gpu_model]!,
        network: problem.architecture.id,
        shape,
        load,
        work: steadyWork(shape, load),
        watts: row.avg_power_watts / row.num_gpus,
      },
    ];
  });
  return { cases, refused: [...refused] };
}
