import type * as Lab from '@ridgepoint/lab';
import type { Face } from '../face.ts';

/** Under which a machine that was probed is planned with. */
export const MACHINE = 'this-machine';

export interface Machine {
  readonly processor: string;
  readonly bytes: number;
  readonly day: string;
}

/** An overlay of the catalogue with one chip: what was measured, with its range. */
export function machineChip(probe: Lab.Probe, { processor, bytes, day }: Machine, face: Face): string {
  const words = face.messages.lab.probe;
  const { best, large, median } = probe.peak;
  const rate = probe.levels.at(-1)!.rate;
  const giga = (value: number): string => (value / 1e9).toPrecision(4);
  const note = words.note({
    threads: String(probe.threads),
    library: probe.library ?? words.own,
    load: probe.load.map((each) => each.toFixed(1)).join('–'),
  });
  // YAML reads JSON's strings.
  const text = (value: string): string => JSON.stringify(value);
  const [low, high] = [Math.min(rate.least, rate.p90), Math.max(rate.least, rate.p90)];
  return [
    `defaults: {date: ${day}, grade: measured}`,
    'chips:',
    `  - id: ${MACHINE}`,
    `    name: ${text(words.name)}`,
    `    vendor: ${text(processor)}`,
    '    architecture: cpu',
    '    kind: cpu',
    '    status: available',
    `    launch: ${day}`,
    '    defaults: {sparsity: dense, scope: package}',
    '    peak:',
    `      fp32: {is: ${giga(large)} GFLOP/s, low: ${giga(Math.min(median, large))}, high: ${giga(best)}}`,
    `    memory: {type: DRAM, capacity: ${bytes} B, bandwidth: {is: ${giga(rate.median)} GB/s, low: ${giga(low)}, high: ${giga(high)}}}`,
    `    note: ${text(note)}`,
    '',
  ].join('\n');
}
