import type { Peer } from './peers.ts';

/** One line of the benchmark. `ratio` > 1 means better than the peer. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer: string | null;
  readonly peer_value: number | null;
  readonly ratio: number | null;
}

/** CPU seconds of this process that `run` took. */
export function cpuSeconds(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const spent = process.cpuUsage(before);
  return (spent.user + spent.system) / 1e6;
}

export const against = (name: string, value: number, unit: string, peer: Peer, higherIsBetter: boolean): Measure => ({
  name,
  value,
  unit,
  peer: `${peer.name} (${peer.source})`,
  peer_value: peer.value,
  ratio: higherIsBetter ? value / peer.value : peer.value / value,
});

export const alone = (name: string, value: number, unit: string): Measure => ({
  name,
  value,
  unit,
  peer: null,
  peer_value: null,
  ratio: null,
});
