/** A Markdown table; bars inside cells are escaped. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [header, header.map(() => '---'), ...rows].map(line).join('\n');
}

export const percent = (share: number, digits = 2): string => `${(100 * share).toFixed(digits)} %`;

/** With a sign, so that too short and too long are told apart. */
export const signed = (share: number, digits = 1): string => `${share < 0 ? '' : '+'}${percent(share, digits)}`;
