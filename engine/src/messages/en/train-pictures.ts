/** Pictures of a plan of training. */
export const trainPictures = {
  memory: 'Memory of a rank, stage by stage',
  memorySays: (v: { least: string; most: string; capacity: string }) =>
    `Between ${v.least} and ${v.most} of ${v.capacity} on an accelerator, by pipeline stage.`,
  bytes: 'memory of one accelerator',
  capacity: (v: { bytes: string }) => `capacity ${v.bytes}`,
  piece: (v: { stage: string; part: string; bytes: string }) => `${v.stage}, ${v.part}: ${v.bytes}`,
  stage: 'stage',
  skipped: (v: { shown: string; all: string }) => `${v.shown} of ${v.all} stages drawn; the table has all.`,
  step: (v: { drawn: string; all: string }) =>
    `A step: the first ${v.drawn} of ${v.all} micro-batches, then the update`,
  stepWhole: (v: { all: string }) => `A step: all ${v.all} micro-batches, then the update`,
  stepSays: (v: { bubble: string; time: string }) => `The step takes ${v.time}, of which the bubble is ${v.bubble}.`,
  stepNote: (v: { communication: string }) =>
    `Communication inside the tasks that nothing hides: ${v.communication} of the step.`,
  time: 'time since the step began',
  task: (v: { what: string; microBatch: string; time: string }) => `${v.what}, micro-batch ${v.microBatch}: ${v.time}`,
  arriving: 'waits for another stage’s tensor',
  bubble: 'bubble',
  reduce: 'gradients and weights between replicas',
  update: 'optimizer',
  kind: 'task',
  microBatch: 'micro-batch',
  from: 'from',
  to: 'to',
  front: 'Faster, or with more memory left',
  frontSays: (v: { count: string; best: string; lean: string }) =>
    `${v.count} strategies that no other beats in both; the fastest takes ${v.best} a step, the leanest ${v.lean}.`,
  peak: 'peak memory',
  stepTime: 'step time',
  strategy: 'strategy',
  chosen: 'chosen',
};
