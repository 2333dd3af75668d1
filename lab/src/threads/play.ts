/** Words that all threads see: which pass is wanted, how many have come to the barrier, how often it has opened, who sleeps there. */
export const WORDS = { command: 0, pass: 1, come: 2, opened: 3, sleepers: 4, failed: 5 } as const;

/** What a thread needs to take part. `begins`: where each pass of this thread begins on the tape. */
export interface Seat {
  readonly tape: Float64Array;
  readonly control: Int32Array;
  readonly names: readonly string[];
  readonly begins: readonly number[];
  readonly parts: number;
}

export type Calls = Readonly<Record<string, (...numbers: number[]) => void>>;

/**
 * Plays one pass of a tape (see tapesOf). Threads wait for one another where the tape says so, and at the end. Its text is sent to other
 * threads, so it names nothing but what it is given.
 */
export function play(kernels: Calls, { tape, control, names, begins, parts }: Seat, pass: number, after?: () => void) {
  const [COME, OPENED, SLEEPERS, FAILED, SPINS] = [2, 3, 4, 5, 4000];
  const meet = (): void => {
    const opened = Atomics.load(control, OPENED!);
    if (Atomics.add(control, COME!, 1) === parts - 1) {
      Atomics.store(control, COME!, 0);
      Atomics.add(control, OPENED!, 1);
      if (Atomics.load(control, SLEEPERS!) > 0) Atomics.notify(control, OPENED!);
      return;
    }
    // Most threads come within microseconds; to sleep and be woken takes ten.
    let spins = 0;
    while (spins < SPINS! && Atomics.load(control, OPENED!) === opened) spins++;
    if (spins < SPINS!) return;
    Atomics.add(control, SLEEPERS!, 1);
    while (Atomics.load(control, OPENED!) === opened) Atomics.wait(control, OPENED!, opened);
    Atomics.sub(control, SLEEPERS!, 1);
  };
  let at = begins[pass]!;
  const operators = tape[at++]!;
  for (let operator = 0; operator < operators; operator++) {
    if (tape[at++] && parts > 1) meet();
    const calls = tape[at++]!;
    for (let call = 0; call < calls; call++) {
      const numbers = tape[at + 1]!;
      try {
        kernels[names[tape[at]!]!]!(...tape.subarray(at + 2, at + 2 + numbers));
      } catch {
        // Whoever waits for this thread must not wait forever.
        Atomics.store(control, FAILED!, 1);
      }
      at += 2 + numbers;
    }
    if (parts > 1 && operator === operators - 1) meet();
    after?.();
  }
}

/** What another thread does all its life: waits for a command and plays what is wanted. Sent as text, as `play` is. */
export function follow(kernels: Calls, seat: Seat, player: typeof play): void {
  const [COMMAND, PASS, SPINS] = [0, 1, 20_000];
  const { control } = seat;
  for (let seen = 0; ; seen++) {
    for (let spins = 0; spins < SPINS! && Atomics.load(control, COMMAND!) === seen; ) spins++;
    while (Atomics.load(control, COMMAND!) === seen) Atomics.wait(control, COMMAND!, seen);
    player(kernels, seat, Atomics.load(control, PASS!));
  }
}
