import type { Chip } from '../../facts/index.ts';
import { SOFTWARE_YEAR } from '../../machine/index.ts';
import type { TrainingRow } from './row.ts';

/** Tables that print no release: the month of their publication, in years. */
const PUBLISHED: readonly (readonly [RegExp, number])[] = [
  [/^nemo-launcher\//, 2024.4], // NeMo-Framework-Launcher 24.05
  [/^(nemo|megatron-lm)\//, 2024.6], // NeMo 24.07; Megatron-LM examples/llama, 2024-25
  [/^nemo-longseq\/h100/, 2024.6],
  [/^nemo-longseq\/b200/, 2025.4],
  [/^maxtext\/h100/, 2024.0],
  [/^megatron-2020\/a100/, 2020.9],
  [/^llm-foundry-mpt\/h100/, 2023.7], // PyTorch 2.1 on the first H100
  [/^fms-fsdp\/h100/, 2024.2],
  [/^fms-fsdp\/h100/, 2024.2],
];
/** MLPerf rounds, by the month of submission. */
const ROUNDS: Readonly<Record<string, number>> = {
  '3.0': 2023.3,
  '3.1': 2023.8,
  '4.0': 2024.3,
  '4.1': 2024.75,
  '5.0': 2025.3,
  '5.1': 2025.75,
};

/**
 * Years by which a row's software is older than the one its chip's shares stand for; 0 where no date is known. A chip's libraries
 * ripen with it: the first Megatron-LM runs on A100, PyTorch on the first H100.
 */
export function softwareYears(row: TrainingRow, chip: Pick<Chip, 'architecture'>): number {
  const date = dateOf(row);
  const reference = SOFTWARE_YEAR[chip.architecture];
  return date === undefined || reference === undefined ? 0 : reference - date;
}

function dateOf(row: TrainingRow): number | undefined {
  const round = /^mlperf/.test(row.family) ? /v(\d\.\d)/.exec(row.source?.title ?? '')?.[1] : undefined;
  if (round) return ROUNDS[round];
  if (/^(dgxc|megatron-bridge)\//.test(row.family)) {
    const release = /v?(\d\d)\.(\d\d)/.exec(row.release ?? '');
    return release ? 2000 + Number(release[1]) + Number(release[2]) / 12 : undefined;
  }
  if (row.family.startsWith('megatron-sc21')) return /January/.test(row.source?.title ?? '') ? 2021 : 2021.3;
  return PUBLISHED.find(([family]) => family.test(row.family))?.[1];
}
