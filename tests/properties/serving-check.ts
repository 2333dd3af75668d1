import type { StepTimer } from '../../engine/src/serving/index.ts';
import { DECODING, FREE, HELD, PROMPT, WAITING } from '../../engine/src/serving/simulate/columns.ts';
import {
  BLOCKS,
  DEVICE_RING,
  DISK_RING,
  HOST_RING,
  PARENT,
  USERS,
  YOUNGER,
} from '../../engine/src/serving/simulate/prefix-tree.ts';
import type { Replica } from '../../engine/src/serving/simulate/replica.ts';

const fail = (what: string): never => {
  throw new Error(what);
};
const same = (what: string, a: number, b: number): void => {
  if (a !== b) fail(`${what}: ${a} is kept, ${b} is counted`);
};

/** Counts anew what a replica keeps as sums, from the places of its requests; throws at the first difference. */
export function checkReplica(replica: Replica): void {
  const { requests, settings, scheduler, cache } = replica;
  const bt = settings.blockTokens;
  const counts = { waiting: 0, prompt: 0, decoding: 0, held: 0, all: 0 };
  let base = 0;
  let blocks = replica.ghostBlocks;
  const residues = new Int32Array(bt);
  const users = new Map<number, number>();
  for (let i = 0; i < requests.capacity; i++) {
    const state = requests.state[i]!;
    if (state === FREE) continue;
    counts.all++;
    if (state === WAITING) counts.waiting++;
    if (state === PROMPT) counts.prompt++;
    if (state === HELD) counts.held++;
    if (state === WAITING) continue;
    let own: number;
    if (state === DECODING) {
      counts.decoding++;
      base += requests.base[i]!;
      residues[((requests.base[i]! % bt) + bt) % bt]!++;
      // A step in flight has taken its blocks already; between steps they are those of the last one.
      const context = requests.base[i]! + replica.tick - (replica.stepEnd < Infinity && replica.decodesRun ? 0 : 1);
      own = scheduler.reservesOutput
        ? Math.ceil(requests.held[i]! / bt)
        : Math.ceil((context + settings.speculativeTokens) / bt) - (replica.speculation?.owes(i) ?? 0);
      if (context > requests.total[i]!) fail(`request ${requests.id[i]} has more tokens than it asked for`);
    } else own = Math.ceil(requests.held[i]! / bt);
    blocks += own;
    for (let node = requests.node[i]!; node !== 0; node = cache!.tree.rows[node + PARENT]!) {
      blocks -= cache!.tree.rows[node + BLOCKS]!;
      users.set(node, (users.get(node) ?? 0) + 1);
    }
  }
  same('requests', requests.count, counts.all);
  same('waiting', replica.waiting.length, counts.waiting);
  same('prompts under way', replica.partialCount, counts.prompt);
  same('decoding', replica.decodeCount, counts.decoding);
  same('let in', replica.resident, counts.prompt + counts.decoding);
  same('sum of bases', replica.decodeBase, base);
  residues.forEach((n, i) => {
    same(`decoding with remainder ${i}`, replica.residues[i]!, n);
  });
  if (cache) {
    for (const [node, n] of users) {
      same('users of a shared block', cache.tree.rows[node + USERS]!, n);
      blocks += cache.tree.rows[node + BLOCKS]!;
    }
    let idle = 0;
    for (let node = cache.tree.oldest(DEVICE_RING); node !== DEVICE_RING; node = cache.tree.rows[node + YOUNGER]!) {
      idle += cache.tree.rows[node + BLOCKS]!;
      same('users of an idle block', cache.tree.rows[node + USERS]!, 0);
    }
    same('idle blocks', cache.idle, idle);
    let host = 0;
    for (let node = cache.tree.oldest(HOST_RING); node !== HOST_RING; node = cache.tree.rows[node + YOUNGER]!)
      host += cache.tree.rows[node + BLOCKS]!;
    same('blocks in host memory', cache.inHost, host);
    if (host > settings.offloadBlocks) fail('host memory is too full');
    let disk = 0;
    for (let node = cache.tree.oldest(DISK_RING); node !== DISK_RING; node = cache.tree.rows[node + YOUNGER]!)
      disk += cache.tree.rows[node + BLOCKS]!;
    same('blocks on disk', cache.onDisk, disk);
    if (disk > (settings.diskBlocks ?? 0)) fail('the disk is too full');
  }
  same('blocks held', replica.used, blocks);
  if (replica.used < 0) fail(`${replica.used} blocks are held`);
  if (replica.used + (cache?.idle ?? 0) > settings.blocks) fail('more blocks are held than there are');
}

/** A timer of round numbers that a sum keeps exactly, with power; it also checks what it is asked. */
export function plainTimer(): StepTimer & { joules: number } {
  const timer = {
    joules: 0,
    idleWatts: 64,
    rises: true,
    seconds(step: Parameters<StepTimer['seconds']>[0]): number {
      if (step.decodes + step.chunkTokens <= 0) fail('an empty step');
      return (
        (1024 + 16 * step.decodes + 4 * step.chunkTokens + Math.floor(step.decodeContext / 8) + step.longestContext) /
        2 ** 20
      );
    },
    watts(step: Parameters<StepTimer['seconds']>[0], seconds: number): number {
      const watts = 128 + step.decodes + step.chunkTokens / 2;
      timer.joules += watts * seconds;
      return watts;
    },
  };
  return timer;
}
