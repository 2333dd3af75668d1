/** Compute, data, parameters: a budget for training. */
export const scaling = {
  verdict: (v: { binds: string; parameters: string; tokens: string }) =>
    `${v.binds} Best: ${v.parameters} parameters on ${v.tokens}.`,
  computeBinds: 'Compute binds.',
  dataBinds: 'Data bind.',
  parametersBinds: 'Size binds.',
  nothing: 'Nothing binds.',
  ratio: (v: { ratio: string; loss: string }) =>
    `That is ${v.ratio} tokens a parameter, and a loss of ${v.loss} on text like MassiveText.`,
  fromHours: (v: { hours: string; chip: string; mfu: string; usd: string; network: string; planned: string }) => {
    const whose = v.planned
      ? `, as measured with ${v.network}; its best plan would reach ${v.planned}; yours by --mfu`
      : v.network && `, as ${v.network} is planned`;
    return `${v.usd ? `${v.usd} buy ` : ''}${v.hours} of ${v.chip} at an MFU of ${v.mfu}${whose}.`;
  },
  question: (v: { flop: string; unique: string }) => `${v.flop} for training, ${v.unique} of different text`,
  gainTitle: 'What a tenth more of each would take off the loss',
  compute: 'compute',
  data: 'different tokens',
  parameters: 'size that can be held',
  pathsTitle: 'Ways to spend it',
  path: 'way',
  size: 'parameters',
  trained: 'tokens',
  epochs: 'epochs',
  loss: 'loss',
  all: 'FLOP in all',
  optimum: 'best, data without end',
  limited: 'best with these data',
  lifetime: 'smaller, longer, for use',
  tuned: 'tune an open model',
  lawsTitle: 'The same budget by each law',
  law: 'law',
  perParameter: 'a parameter',
  besiroglu: 'refit (Besiroglu)',
  'least-huber': 'refit, least Huber loss',
  hoffmann: 'as printed (Hoffmann)',
  filterTitle: (v: { quality: string }) =>
    `A filter pays where a token that it keeps is worth ${v.quality} of the others`,
  filter: 'data',
  unique: 'different',
  unfiltered: 'everything',
  filtered: 'what is kept',
  means: 'That is',
  repeated: (v: { epochs: string; worth: string }) =>
    `${v.epochs} epochs: a token that is seen is worth ${v.worth} of a new one`,
  enough: (v: { unique: string }) => `${v.unique} of different text are enough: nothing needs repeating`,
  longer: (v: { smaller: string; saved: string }) =>
    `a model ${v.smaller} times smaller that is trained longer has the same loss, and saves ${v.saved} of training and use together`,
  tuneWins: (v: { share: string; worth: string }) =>
    `tuning takes ${v.share} of the budget and stands on training that the law puts at ${v.worth}: more than this budget makes`,
  tuneLoses: (v: { share: string; worth: string }) =>
    `tuning takes ${v.share} of the budget, but stands on training worth ${v.worth}: this budget makes a better model of its own`,
  capped: (v: { most: string }) => `the best would be larger than the ${v.most} that can be held`,
};
