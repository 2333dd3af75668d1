/** Files that are dropped or pasted on the page. */
export const drop = {
  open: 'Open a file',
  hint: 'a config.json, a trace (CSV, JSONL, a benchmark’s JSON) or a scenario in YAML; dropping or pasting it anywhere does the same. It stays in this browser.',
  here: 'Drop it: config.json, trace or scenario',
  pasted: 'pasted text',
  close: 'Close',
  config: (v: { name: string; parameters: string }) =>
    `${v.name}: ${v.parameters}, asked about here. It is kept in this browser; a link names it and does not hold it.`,
  trace: (v: { name: string; requests: string; time: string }) =>
    `${v.name}: ${v.requests} requests over ${v.time}, in place of the traffic. It is held until the page is closed and never sent.`,
  scenario: (v: { name: string }) => `${v.name}: asked as it stands in the file.`,
  left: (list: string) => ` This form does not say ${list}; the whole file is kept to compare and to cross.`,
  kept: (v: { name: string }) => `${v.name}: kept; choose it in a column here or on Crossover.`,
};
