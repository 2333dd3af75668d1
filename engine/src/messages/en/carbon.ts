/** Energy and carbon of a run. Figures come printed by units/. */
export const carbon = {
  verdict: (v: { total: string; energy: string; operational: string; embodied: string }) =>
    `${v.total}: ${v.operational} from ${v.energy} of electricity, ${v.embodied} from making the machines.`,
  power: (v: { power: string }) => `The site draws ${v.power}.`,
  question: (v: { hours: string; machine: string; wall?: string; model?: string; grid: string }) =>
    `${v.model ? `${v.model}: ` : ''}${v.hours} on ${v.machine}${v.wall ? `, ${v.wall}` : ''}, ${v.grid}`,
  onGrid: (v: { grid: string; intensity: string; date: string }) => `grid of ${v.grid}, ${v.intensity} (${v.date})`,
  statedGrid: (v: { intensity: string }) => `electricity at ${v.intensity}`,
  whose: {
    load: (v: { watts: string }) =>
      `${v.watts} an accelerator with its share of the server, under the load of training`,
    rated: (v: { watts: string }) =>
      `${v.watts} an accelerator: its rating, as model cards count it; servers and network are not in it`,
    stated: (v: { watts: string }) => `${v.watts} an accelerator, as you said`,
  },
  layersTitle: 'Where the energy goes',
  layers: {
    chips: 'accelerators',
    servers: 'rest of servers',
    network: 'network, storage',
    facility: 'cooling, losses',
  },
  elsewhereTitle: 'The same electricity elsewhere',
  hoursTitle: (v: { grid: string; date: string }) => `Grams a kWh by the hour, ${v.grid}, ${v.date}`,
  cleanest: (v: { from: string; to: string; intensity: string; saved: string }) =>
    `A batch that waits for ${v.from}–${v.to} takes ${v.intensity}: ${v.saved} less than around the clock`,
  between: (v: { from: string; to: string }) => `drawn from ${v.from} to ${v.to} only`,
  yardsticks: {
    trains: (v: { trains: string }) => `the power of ${v.trains} high-speed trains at full power (10 MW each)`,
    trainDays: (v: { days: string }) => `one such train running for ${v.days}`,
    homes: (v: { homes: string }) => `a year's electricity of ${v.homes} homes in the United States`,
    share: (v: { share: string; grid: string }) => `${v.share} of the mean power of the grid of ${v.grid}`,
  },
};
