import { buildFittedMachine } from '../../../cost/index.ts';
import { baseValue, type Chip } from '../../../facts/index.ts';
import type { Machine } from '../../../machine/index.ts';
import type { Deployment, ServingProblem } from '../../../serving/index.ts';
import type { ServingCase } from '../../serving/case.ts';
import { protocolOf } from '../../serving/protocols/index.ts';
import { chipOfRow } from '../accelerator.ts';
import { count, positive } from '../row.ts';
import { shownValue } from '../shown-value.ts';
import type { Refused, RowCatalogue } from '../to-training-case.ts';
import { engineOfRow } from './engines.ts';
import { formatsOfRow } from './formats.ts';
import { asLaunched } from './launched.ts';
import { quantitiesOf } from './measured.ts';
import { servedArchitecture } from './models.ts';
import { accelerators, deploymentOf, layersDealt, ranksOfRow } from './parallelism.ts';
import { servingExclusionOf } from './serving-exclusions.ts';
import type { ServingRow, Workers } from './serving-row.ts';

/** One serving row as a problem, a load and measured figures, or why it cannot be predicted. */
export function toServingCase(printed: ServingRow, catalogue: RowCatalogue): ServingCase | Refused {
  const row = asLaunched(printed);
  const fault = row.exclude ?? row.quality?.exclude;
  if (fault) return { refused: `left out by the corpus: ${shownValue(fault)}`, excluded: true };
  const rule = servingExclusionOf(row);
  if (rule) return { refused: `${rule.name}: ${rule.reason}`, excluded: true };

  const chip = servedChip(row, catalogue);
  if ('refused' in chip) return chip;
  const network = servedArchitecture(catalogue, row.model);
  if ('refused' in network) return network;
  const { architecture } = network;
  const engine = engineOfRow(row);
  const protocol = protocolOf(row);
  const formats = formatsOfRow(row, chip, architecture, (weights) => protocol.kv(row, chip, weights));
  if ('refused' in formats) return formats;

  const split = row.serving.disagg?.decode && row.serving.disagg.prefill ? row.serving.disagg : undefined;
  const dealt = layersDealt(row, engine.profile.family);
  const ranks = ranksOfRow(split ? workersAsRow(row, split.prefill!) : dealt, chip, architecture, formats.weights);
  const deployment = deploymentOf(ranks, formats.weights, formats.kv);
  const problem = problemOf(catalogue, chip, architecture, deployment, engine.engine);
  const benchmark = protocol.benchmark({
    row,
    chip,
    architecture,
    profile: engine.profile,
    machine: problem.machine,
    deployment,
    replicas: ranks.replicas,
  });
  if ('refused' in benchmark) return benchmark;
  const own = ranks.tp * ranks.pp * ranks.dp;
  const system = accelerators(row, chip) ?? own * ranks.replicas;
  const quantities = quantitiesOf(row, system);
  if (quantities.length === 0) return { refused: 'no time, rate or latency is printed' };
  const decode = split && ranksOfRow(workersAsRow(row, split.decode!), chip, architecture, formats.weights);
  return {
    id: row.id,
    family: row.family,
    accelerator: row.hardware.accelerator ?? chip.name,
    problem,
    profile: engine.profile,
    ...(row.serving.version && { version: row.serving.version }),
    replicas: split ? 1 : ranks.replicas,
    ...(decode && {
      decode: problemOf(
        catalogue,
        chip,
        architecture,
        deploymentOf(decode, formats.weights, formats.kv),
        engine.engine,
      ),
    }),
    load: benchmark.load,
    flags: benchmark.flags,
    protocol: protocol.name,
    quantities,
    assumed: [
      ...new Set([...network.assumed, ...engine.assumed, ...formats.assumed, ...ranks.assumed, ...benchmark.assumed]),
    ],
    ...streaming(row),
  };
}

export function problemOf(
  catalogue: RowCatalogue,
  chip: Chip,
  architecture: ServingProblem['architecture'],
  deployment: Deployment,
  engine: string,
): ServingProblem {
  const count = deployment.tp * deployment.pp * deployment.dp;
  return { architecture, machine: machineOf(catalogue, chip, count), deployment, engine };
}

/** Machines that rows share, by catalogue: one is looked up thousands of times. */
const MACHINES = new WeakMap<object, Map<string, Machine>>();

function machineOf(catalogue: RowCatalogue, chip: Chip, count: number): Machine {
  const known = MACHINES.get(catalogue.kernels) ?? new Map<string, Machine>();
  MACHINES.set(catalogue.kernels, known);
  const key = `${chip.id}|${baseValue(chip.memory.capacity)}|${count}`;
  const machine = known.get(key) ?? buildFittedMachine(catalogue, { chip, count });
  known.set(key, machine);
  return machine;
}

/** Wormhole meshes count single chips; boards of two have another name in the catalogue. */
const MESH = /\b(t3000|quietbox|galaxy|mesh)\b/i;

const PLUGGED = /PCIe, not NVLink/i;

/** The chip that a row ran on. An entry without accelerator ran on its host's processors. */
function servedChip(row: ServingRow, catalogue: RowCatalogue): Chip | Refused {
  const name = row.hardware.accelerator ?? row.hardware.host;
  if (!name) return { refused: 'the accelerator is not named' };
  const memory = /gh200|jetson/i.test(name) ? undefined : positive(row.hardware.memory_gb);
  // Two kinds of A100 share a name: a table that says that its cards speak over PCIe has the card.
  const plug = PLUGGED.test(row.notes ?? '') ? chipOfRow(catalogue, `${name} PCIe 80GB`, memory) : undefined;
  const chip =
    plug ??
    (MESH.test(name) ? catalogue.chips.find(({ id }) => id === 'wormhole-n150') : undefined) ??
    chipOfRow(catalogue, name, memory);
  return chip ?? { refused: `no datasheet of "${shownValue(name)}" is in the catalogue` };
}

/** One side of a disaggregated deployment, as a row of its own. */
const workersAsRow = (row: ServingRow, workers: Workers): ServingRow => {
  const tp = count(workers.tp) ?? 1;
  const pp = count(workers.pp) ?? 1;
  const dp = count(workers.attention_dp) ?? 1;
  return {
    ...row,
    hardware: { ...row.hardware, gpus: tp * pp * dp },
    serving: { ...row.serving, tp, pp, dp, ep: count(workers.moe_ep) ?? 1 },
  };
};

/** Weights that do not lie in the accelerator's memory come over PCIe 3.0 x16 or from a disk of a cloud instance in every step. */
const STREAM: Readonly<Record<string, number>> = { cpu: 12e9, disk: 2e9 }; // B/s: FlexLLMGen README, T4 instance
function streaming(row: ServingRow): { streamedBytesPerSecond?: number } {
  const from = STREAM[(row.serving.offload ?? '').toLowerCase()];
  return from === undefined ? {} : { streamedBytesPerSecond: from };
}
