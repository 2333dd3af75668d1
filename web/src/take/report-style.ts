/** What a sheet of paper needs beside the page's own rules. */
export const REPORT_STYLE = `
main { max-width: 58rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; }
main > header h1 { margin: 0.25rem 0 1.5rem; font: 600 var(--size-3) / 1.3 var(--display); color: var(--quiet); }
main > h2 { margin: 2.5rem 0 0.75rem; padding-top: 0.75rem; border-top: 1px solid var(--line); font: 600 var(--size-3) / 1.3 var(--display); }
main > h3 { margin: 1rem 0 0.25rem; font-size: var(--size-2); }
.figure { display: grid; height: 100%; align-content: start; padding: 0.6rem 0.5rem 0.6rem 0; border-bottom: 1px solid var(--line); }
.because, .because ul { margin: 0; padding-left: 1.1rem; list-style: none; border-left: 1px solid var(--line); }
.because { font-size: var(--size-1); overflow-wrap: anywhere; }
.because code, pre { color: var(--cool); font: var(--size-1) / 1.5 var(--code); }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
.sources { width: 100%; font-size: var(--size-1); border-collapse: collapse; }
.sources td, .sources th { padding: 0.2rem 1rem 0.2rem 0; text-align: left; vertical-align: top; white-space: normal; border-bottom: 1px solid var(--line); }
.chart svg { width: 100%; height: auto; }
footer { margin-top: 2rem; font-size: var(--size-1); }
@page { margin: 16mm 14mm; }
@media print {
  :root { color-scheme: light; }
  body { background: #fff; font-size: 9.5pt; }
  main { max-width: none; padding: 0; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  figure, tr, li, .figure, .headline { break-inside: avoid; }
  h2, h3, figcaption, caption { break-after: avoid; }
  .scroll { overflow: visible; }
  a { color: inherit; }
  .sources a[href]::after { content: " <" attr(href) ">"; overflow-wrap: anywhere; color: var(--quiet); }
}
`;
