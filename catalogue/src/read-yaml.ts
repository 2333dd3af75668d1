import { isAlias, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { CatalogueProblem } from './problem.ts';

export const MAX_BYTES = 2 ** 20;
export const MAX_DEPTH = 64;

const FORBIDDEN_KEYS = ['__proto__', 'constructor', 'prototype'];

/**
 * One YAML 1.2 document as plain data. Size (1 MiB) and nesting (64) are checked on the text before the parser sees
 * it: 20,000 nested brackets keep the parser busy for a second. Aliases, repeated keys and keys that reach into
 * JavaScript's prototypes are refused. Throws {@link CatalogueProblem} with file and line.
 */
export function readYaml(text: string, file: string): unknown {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > MAX_BYTES) throw new CatalogueProblem(file, '', `${bytes} bytes are more than the ${MAX_BYTES} allowed`);
  const deepLine = firstLineDeeperThan(text, MAX_DEPTH);
  if (deepLine) throw new CatalogueProblem(file, `line ${deepLine}`, `nested deeper than ${MAX_DEPTH} levels`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const lineOf = (offset: number | undefined) => `line ${lines.linePos(offset ?? 0).line}`;
  const error = document.errors[0];
  if (error) throw new CatalogueProblem(file, lineOf(error.pos[0]), `YAML: ${error.message}`);
  visit(document, (_, node) => {
    if (isAlias(node))
      throw new CatalogueProblem(file, lineOf(node.range?.[0]), `alias *${node.source} is not allowed`);
    if (!isMap(node)) return;
    for (const { key } of node.items) {
      const name = isScalar(key) ? key.value : undefined;
      if (typeof name !== 'string' || FORBIDDEN_KEYS.includes(name))
        throw new CatalogueProblem(file, lineOf(node.range?.[0]), `key ${JSON.stringify(name)} is not allowed`);
    }
  });
  return document.toJS({ maxAliasCount: 0 });
}

/** More dashes in a row than may nest, wherever in a line they begin (after `---`, a tag, a byte order mark). */
const RUN = /(?:[-?:][ \t]+){65}/;

/**
 * The first line at which nesting could pass `limit`: brackets still open plus block levels by indentation and by
 * "- - -" runs. Quotes are not understood on purpose, so that no quote can hide a bracket; a text is refused wrongly
 * only when it holds more than `limit` brackets that never close.
 */
function firstLineDeeperThan(text: string, limit: number): number | undefined {
  let open = 0;
  let number = 0;
  const columns: number[] = [];
  for (const line of text.split('\n')) {
    number++;
    if (RUN.test(line)) return number;
    const lead = /^[ \t]*(?:[-?:][ \t]+)*/.exec(line)?.[0] ?? '';
    // Dashes nest with nothing after them, too: `- - -`.
    if (lead.length < line.length || /[-?:]/.test(lead)) {
      const first = lead.search(/[^ \t]/);
      const start = first < 0 ? lead.length : first;
      while (columns.length > 0 && columns.at(-1)! >= start) columns.pop();
      for (let column = start; column <= lead.length; column++)
        if (column === lead.length || /[-?:]/.test(lead[column]!)) columns.push(column);
    }
    for (const letter of line) {
      if (letter === '[' || letter === '{') open++;
      else if ((letter === ']' || letter === '}') && open > 0) open--;
      if (open + columns.length > limit) return number;
    }
    if (columns.length > limit) return number;
  }
  return undefined;
}
