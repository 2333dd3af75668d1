/** Solving for an input on a page. */
export const solving = {
  title: 'Solve for',
  wants: {
    accelerators: 'fewest accelerators',
    sequence: 'longest sequence',
    micro_batch: 'largest micro-batch',
    tokens: 'most tokens',
  },
  busy: 'Solving …',
  tried: (n: number) => `${n} tried`,
  number: 'tried',
  wall: 'time',
  meets: 'within the limits',
  yes: 'yes',
  no: 'no',
  take: 'Put it into the question',
};
