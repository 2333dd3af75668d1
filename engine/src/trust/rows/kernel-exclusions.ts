import { type KernelRow, positive } from './row.ts';

/** Kernel rows that carry a known fault of the host they were measured on: named, with the reason, and the rule that finds them. */
export interface KernelExclusion {
  readonly name: string;
  readonly reason: string;
  readonly holds: (row: KernelRow) => boolean;
}

/** Found by what the rows say of their host, never by the size of our error; the fits leave the same rows out. */
export const KERNEL_EXCLUSIONS: readonly KernelExclusion[] = [
  {
    name: 'l40s-without-peer-access',
    reason:
      'collectives of more than two L40S: a host without peer access, bus bandwidth 5 and 1.4 GB/s of PCIe 32 with four and eight cards',
    holds: ({ kind, hardware }) =>
      kind === 'collective' && /\bL40S\b/i.test(hardware.accelerator ?? '') && (positive(hardware.gpus) ?? 0) > 2,
  },
];

/** The rule that leaves a row out; undefined for a sound one. */
export const exclusionOf = (row: KernelRow): KernelExclusion | undefined =>
  KERNEL_EXCLUSIONS.find(({ holds }) => holds(row));
