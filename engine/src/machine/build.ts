import { baseValue, type Catalogue, type Chip, type Fabric, findByName, type System } from '../facts/index.ts';
import type { Machine, Tier } from './machine.ts';
import { ratesOf } from './rates.ts';
import { sharesOf } from './shares.ts';

export interface MachineRequest {
  readonly chip: Chip;
  readonly count: number;
  /** Server, rack or pod; absent = the usual one of the catalogue. */
  readonly system?: System;
  /** Scale-out network; absent = what the system states. */
  readonly fabric?: Fabric;
  /** Network cards of this line rate per accelerator, B/s one way; overrides fabric and system. */
  readonly scaleOutBytesPerSecond?: number;
  /** Overrides the memory capacity, B (a 40 GB A100 in place of 80). */
  readonly memoryBytes?: number;
  /** Fitted parameters of collectives on the chip's scale-up link; absent = the tiers' shares and latencies. */
  readonly collectives?: Machine['collectives'];
  /** Fitted laws of matrix products; absent = the datasheet's rate and general shape effects. */
  readonly products?: Machine['products'];
  readonly assumed?: (key: string, value: string, source: string) => void;
}

/** NVLink-class links reach this share of line rate in ring collectives at large sizes: 365.6 of 450 GB/s on 8 H200. */
export const SCALE_UP_EFFICIENCY = 0.81; // ml-engineering network README, 2026-08
/** PCIe without peer links: 0.40 of line rate (RTX PRO 6000, two to eight cards). */
const PCIE_EFFICIENCY = 0.4; // NCCL tables of aiconfigurator, 2026-08
const SCALE_OUT_EFFICIENCY = 0.8; // InfiniBand NCCL runs of InferenceX give 0.78-0.9
/** Seconds a step: NCCL src/graph/tuning.cc, hwLat, protocols LL and LL128: NVLink 0.6-1.9, PCIe 1.0-2.5, network 2.7-8.5 us. */
const SCALE_UP_LATENCY = 1e-6; // 0.6-1.0 us on A100-B200 NCCL tables of aiconfigurator
const PCIE_LATENCY = 2e-6;
const SCALE_OUT_LATENCY = 5e-6;
const DEFAULT_SCALE_OUT = 25e9; // 200 Gbit/s a card
const DEFAULT_PCIE = 25e9; // PCIe 4.0 x16, one way
const HOST_PER_ACCELERATOR = 256e9; // 2 TB over 8 accelerators
const NVME_PER_ACCELERATOR = 3e9; // 8 drives of about 3 GB/s write a server of 8

/** Nested tiers and sustained rates for `count` accelerators. Everything not stated is reported through `assumed`. */
export function buildMachine(catalogue: Pick<Catalogue, 'systems'>, request: MachineRequest): Machine {
  const { chip, count } = request;
  const system = request.system ?? usualSystem(catalogue, chip);
  const note = request.assumed ?? (() => {});
  const hostLink = chip.hostLink ? baseValue(chip.hostLink.bandwidth) : DEFAULT_PCIE;
  const rates = ratesOf(chip, {
    host: hostLink * 0.8,
    nvme: NVME_PER_ACCELERATOR,
    hostCapacity: HOST_PER_ACCELERATOR,
    serverPowerFactor: 1.5,
  });
  const capacity = request.memoryBytes ?? rates.capacity;
  return {
    chip,
    count,
    tiers: tiersOf(request, system, hostLink, note),
    rates: { ...rates, capacity },
    ...(request.collectives ? { collectives: request.collectives } : {}),
    ...(request.products ? { products: request.products } : {}),
    grade: sharesOf(chip.architecture)?.grade ?? 'datasheet',
    name: system ? `${count} x ${chip.name} (${system.name})` : `${count} x ${chip.name}`,
  };
}

function tiersOf(
  request: MachineRequest,
  system: System | undefined,
  hostLink: number,
  note: NonNullable<MachineRequest['assumed']>,
): Tier[] {
  const { chip, count } = request;
  const tiers: Tier[] = [];
  const up = scaleUp(chip, system);
  if (up) tiers.push(up);
  const server = system?.chips ?? 8;
  if (!up || up.size < Math.min(server, 8)) {
    // Cards without a scale-up link, or bridged in pairs, meet over PCIe inside the server.
    tiers.push({
      name: 'PCIe',
      size: Math.min(server, 8),
      bytesPerSecond: hostLink,
      efficiency: PCIE_EFFICIENCY,
      latency: PCIE_LATENCY,
      topology: 'switch',
      inSwitchReduction: false,
    });
    if (!system) note('server', `${Math.min(server, 8)} accelerators a server`, 'usual server');
  }
  const inner = tiers.at(-1)!;
  if (inner.size < count) tiers.push(scaleOut(request, system, note));
  else tiers[tiers.length - 1] = { ...inner };
  return tiers;
}

function scaleUp(chip: Chip, system: System | undefined): Tier | null {
  const link = system?.scaleUp ?? chip.scaleUp;
  if (!link || link.domain <= 1) return null;
  const pair = chip.scaleUp?.pairBandwidth;
  return {
    name: chip.scaleUp?.name ?? 'scale-up',
    size: link.domain,
    bytesPerSecond: baseValue(link.bandwidth),
    efficiency: SCALE_UP_EFFICIENCY,
    latency: SCALE_UP_LATENCY,
    topology: link.topology,
    dims: system?.scaleUp.dims,
    inSwitchReduction: Boolean(link.inSwitchReduction ?? chip.scaleUp?.inSwitchReduction),
    direct: true,
    pairBytesPerSecond: pair && link.topology === 'mesh' ? baseValue(pair) : undefined,
  };
}

function scaleOut(
  request: MachineRequest,
  system: System | undefined,
  note: NonNullable<MachineRequest['assumed']>,
): Tier {
  const { fabric } = request;
  const stated = system?.scaleOut?.bandwidthPerChip;
  let bytesPerSecond = request.scaleOutBytesPerSecond;
  if (bytesPerSecond === undefined && fabric) bytesPerSecond = baseValue(fabric.bandwidth);
  if (bytesPerSecond === undefined && stated) bytesPerSecond = baseValue(stated);
  if (bytesPerSecond === undefined) {
    bytesPerSecond = DEFAULT_SCALE_OUT;
    note('network', '200 Gbit/s per accelerator', 'no system or fabric named');
  }
  return {
    name: fabric?.name ?? system?.scaleOut?.nics ?? 'scale-out',
    size: request.count,
    bytesPerSecond,
    efficiency: fabric ? Math.min(SCALE_OUT_EFFICIENCY, baseValue(fabric.efficiency)) : SCALE_OUT_EFFICIENCY,
    latency: fabric ? Math.max(SCALE_OUT_LATENCY, baseValue(fabric.latency)) : SCALE_OUT_LATENCY,
    topology: 'switch',
    inSwitchReduction: Boolean(fabric?.inSwitchReduction),
  };
}

/** The maker's own server where several are sold with a chip, else the first of the catalogue. */
export function usualSystem({ systems }: Pick<Catalogue, 'systems'>, chip: Chip): System | undefined {
  const built = systems.filter((system) => system.chip === chip.id);
  return built.find(({ id }) => /^(?:dgx|hgx)/.test(id)) ?? built[0];
}

/** The chip, or undefined. Names are compared without case and punctuation. */
export const chipByName = (catalogue: Catalogue, name: string): Chip | undefined => findByName(catalogue.chips, name);
