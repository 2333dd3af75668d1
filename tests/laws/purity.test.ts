import { describe, expect, it } from 'vitest';
import { codeOnly } from './code-only.ts';
import { handWritten, type SourceFile } from './sources.ts';

/** Globals that read or change the world outside: the engine is the same function in a browser, a worker and Node. */
const OUTSIDE = [
  'Date',
  'performance',
  'process',
  'fetch',
  'document',
  'navigator',
  'localStorage',
  'XMLHttpRequest',
  'WebSocket',
  'setTimeout',
  'setInterval',
  'queueMicrotask',
  'globalThis',
  'crypto',
  'console',
  'require',
  'Buffer',
  'Worker',
  'eval',
];
const GLOBAL = new RegExp(`(?<![.\\w$])(${OUTSIDE.join('|')})\\b(?!\\s*[:?=](?!=))`, 'g');
const RANDOM = /\bMath\s*\.\s*random\b|\bMath\s*\[|\bimport\s*\.\s*meta\b|\bIntl\s*\.\s*DateTimeFormat\b/g;

function impurities(file: SourceFile): string[] {
  const code = codeOnly(file.text);
  return [...code.matchAll(GLOBAL), ...code.matchAll(RANDOM)].map((m) => `${file.path}: ${m[0]}`);
}

/** `any` used as a type switches the checker off for whoever imports it. */
const anyTypes = (file: SourceFile): string[] =>
  [...codeOnly(file.text).matchAll(/[:<,|&(=]\s*any\b(?!\s*[(:.])|\bas\s+any\b|\bany\s*\[\]/g)].map(
    (m) => `${file.path}: ${m[0]}`,
  );

const sample = (text: string): SourceFile => ({ path: 'engine/src/x.ts', text });

describe('the engine has no I/O, no clock and no dice', () => {
  it('holds in engine/src', () => expect(handWritten(['engine/src']).flatMap(impurities)).toEqual([]));

  it.each([
    'const t = Date.now();',
    'const t = new Date();',
    'const x = Math.random();',
    "const x = Math['random']();",
    'const t = performance.now();',
    'if (process.env.X) {}',
    "await fetch('https://example.org');",
    'document.title;',
    'globalThis.y = 1;',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the sample is the source text of a template
    'const s = `${Date.now()} ms`;',
    'const url = import.meta.url;',
  ])('catches %s', (text) => expect(impurities(sample(text))).toHaveLength(1));

  it.each([
    '// Date and Math.random are not used here',
    "const text = 'Date.now()';",
    'const t = `Date of the process`;',
    'const x = { process: 7, performance: 3 };',
    'const d = chip.process; const w = fact.Date;',
    'const quote = /[\'"]/; const z = 1;',
    'interface A { readonly document?: string }',
  ])('lets pass %s', (text) => expect(impurities(sample(text))).toEqual([]));
});

describe('nothing is typed any', () => {
  it('holds in the source of every workspace', () =>
    expect(
      handWritten(['engine/src', 'catalogue/src', 'cli/src', 'web/src', 'lab/src', 'calibration', 'bench']).flatMap(
        anyTypes,
      ),
    ).toEqual([]));

  it.each(['export function f(x: any) {}', 'const y = x as any;', 'type T = Record<string, any>;', 'let a: any[];'])(
    'catches %s',
    (text) => expect(anyTypes(sample(text)).length).toBeGreaterThan(0),
  );

  it.each(['const anything = 1; // any', "const t = 'any';", 'const any = (x: number) => x;', 'any(3)'])(
    'lets pass %s',
    (text) => expect(anyTypes(sample(text))).toEqual([]),
  );
});
