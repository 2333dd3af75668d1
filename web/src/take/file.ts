/** Hands a file to the reader; nothing leaves the browser. */
export function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Excel takes a file for UTF-8 by this mark alone. */
const BYTE_ORDER_MARK = '\uFEFF';

export const csvFile = (text: string): Blob => new Blob([BYTE_ORDER_MARK, text], { type: 'text/csv;charset=utf-8' });

export const jsonFile = (of: unknown): Blob =>
  new Blob([`${JSON.stringify(of, null, 2)}\n`], { type: 'application/json' });
