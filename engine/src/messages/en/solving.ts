/** Solving for an input on a page. */
export const solving = {
  title: 'Solve for',
  wants: {
    accelerators: 'fewest accelerators',
    sequence: 'longest sequence',
    micro_batch: 'largest micro-batch',
    tokens: 'most tokens',
  },
  /** Of a deployment: what is to be least. */
  serve: {
    cost: 'cheapest deployment',
    accelerators: 'fewest accelerators',
    energy: 'least energy',
  },
  serveHint:
    'Over every cut, format and engine setting of these accelerators; what the form says of how many and how they are cut is left open.',
  unpromised:
    'No latency is promised: any that carries the load will do. The form has a field for TTFT and one for TPOT.',
  front: 'Fast for one, or many at once',
  perUser: 'output tokens/s of one user',
  perAccelerator: 'output tokens/s of one accelerator',
  frontSays: (v: { fast: string; lean: string }) =>
    `From ${v.lean} tokens/s an accelerator in full batches to ${v.fast} tokens/s for one user alone.`,
  running: 'requests at once',
  planned: 'found',
  busy: 'Solving …',
  checking: 'The best is found; the others are simulated under the whole traffic …',
  tried: (n: number) => `${n} tried`,
  number: 'tried',
  wall: 'time',
  meets: 'within the limits',
  yes: 'yes',
  no: 'no',
  take: 'Put it into the question',
};
