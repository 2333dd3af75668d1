/** What options of studies mean: carbon, chips, budgets, worth. */
export const carbonOptions = {
  hours: 'accelerator-hours of the run, for example 30.84M',
  duration: 'how long it runs, with --gpus in place of --hours, for example 30 d',
  power:
    'load: servers as measured under training (default); rated: accelerators at their rating, as model cards count',
  watts: 'measured power of one accelerator with its share of the server, for example 850 W',
  networkShare: 'power of network and storage over that of servers, for example 0.1',
  intensity: 'your own grid or contract, for example 45 gCO2e/kWh',
  between: 'only in these hours of the day, for example 9-17',
  embodied: 'carbon of making one accelerator, for example "164 kg CO2e"',
  years: 'years the machines are used',
  use: 'share of that time in which they work for somebody',
  model: 'plan this network first: bundled name, or path of a config.json',
  grid: 'country (three letters) or region with hours: USA-PJM, USA-CISO, USA-ERCO ...',
};
