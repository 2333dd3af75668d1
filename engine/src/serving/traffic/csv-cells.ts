/** Cells of one line of CSV (RFC 4180 without line breaks inside quotes). At most 4,096; the rest stays in the last. */
export function csvCells(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator, 4096);
  const cells: string[] = [];
  let at = 0;
  while (at <= line.length && cells.length < 4096) {
    if (line[at] === '"') {
      let cell = '';
      at++;
      for (;;) {
        const end = line.indexOf('"', at);
        if (end < 0) {
          cell += line.slice(at);
          at = line.length;
          break;
        }
        cell += line.slice(at, end);
        at = end + 1;
        if (line[at] !== '"') break;
        cell += '"';
        at++;
      }
      const next = line.indexOf(separator, at);
      cells.push(cell + line.slice(at, next < 0 ? line.length : next).trim());
      at = next < 0 ? line.length + 1 : next + 1;
    } else {
      const next = line.indexOf(separator, at);
      cells.push(line.slice(at, next < 0 ? line.length : next));
      at = next < 0 ? line.length + 1 : next + 1;
    }
  }
  return cells;
}

/** What stands between the cells: whichever of comma, semicolon and tab the heading has most of. */
export function separatorOf(heading: string): string {
  const count = (separator: string) => heading.split(separator).length;
  return [',', ';', '\t'].reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}
