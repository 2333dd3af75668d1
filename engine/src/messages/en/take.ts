/** Files that are taken along from the page: exports and reports. */
export const take = {
  currency: 'currency',
  rate: (v: { currency: string; perUsd: string; date: string }) =>
    `1 USD = ${v.perUsd} ${v.currency}${v.date === '' ? '' : ` (${v.date})`}`,
  report: 'Save report',
  reasons: 'Why these numbers',
  asked: 'What was asked',
  made: 'Made with Ridgepoint. This file runs nothing and fetches nothing; the link asks the same again.',
  saveAs: 'save as',
  saveFile: (v: { kind: string; title: string }) => `save as ${v.kind}: ${v.title}`,
  failed: (what: string) => `It could not be saved: ${what}.`,
  sources: 'Sources',
  source: 'source',
  says: 'what it gives',
  date: 'date',
  address: 'address',
  warning: 'warning',
  link: 'the question as a link',
  sourceLine: (v: { list: string; more: number }) =>
    `Sources: ${v.list}${v.more === 0 ? '' : `, and ${v.more} more`}. Made with Ridgepoint.`,
};
