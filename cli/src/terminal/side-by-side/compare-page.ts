import type { SideBySide } from '@ridgepoint/engine/report';
import { displayWidth, formatCount } from '@ridgepoint/engine/units';
import { oldFactsSentence, sideBySideCells, sideBySideVerdict } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { rowLines } from '../row-lines.ts';
import { wrap } from '../wrap.ts';

const GAP = 2;
const MARK = { clear: '●', near: '○' } as const;
const WIDEST_NAME = 24;

/** Who leads, in what they differ, what they answer: a column a scenario, the best of each row marked. */
export function comparePage(report: SideBySide, face: Face): string {
  const ink = inkOf(face.colour);
  const words = face.messages.sideBySide;
  const room = face.width - 4;
  const { scenarios, inputs, measures, same } = report;
  const cells = sideBySideCells(face);
  const head = sideBySideVerdict(report, face).flatMap((line) => wrap(line, room));
  const able = scenarios.some((scenario) => scenario.able);
  const columns = scenarios.length;
  // Ranges stand where all of a row's have room.
  const least = Math.floor((room - WIDEST_NAME) / columns) - GAP - 2;
  const fitting = (ranged: string[], plain: string[]) =>
    ranged.every((text) => displayWidth(text) <= least) ? ranged : plain;
  const rows = {
    inputs: inputs.map((row) => ({
      name: cells.inputName(row),
      texts: row.values.map((value) => cells.input(row, value)),
      best: null,
      clear: false,
    })),
    measures: measures.map((row) => ({
      name: cells.measureName(row),
      texts: fitting(
        row.values.map((_, i) => cells.measure(row, i, row, true)),
        row.values.map((_, i) => cells.measure(row, i, row)),
      ),
      best: row.best,
      clear: row.clear,
    })),
  };
  const all = [...rows.inputs, ...rows.measures];
  const first = Math.min(WIDEST_NAME, Math.max(...all.map(({ name }) => displayWidth(name))));
  const wide = Math.floor((room - first) / columns) - GAP;
  const line = (name: string, texts: readonly string[]) =>
    rowLines([{ text: name, width: first }, ...texts.map((text) => ({ text, width: wide }))], ' '.repeat(GAP));
  const table = (of: typeof all) =>
    of.flatMap(({ name, texts, best, clear }) =>
      line(
        name,
        texts.map((text, i) => (best === null ? text : `${i === best ? MARK[clear ? 'clear' : 'near'] : ' '} ${text}`)),
      ),
    );
  const names = line(
    '',
    scenarios.map(({ name }) => name),
  );
  const marks = (['clear', 'near'] as const).filter((kind) =>
    measures.some((m) => m.best !== null && m.clear === (kind === 'clear')),
  );
  const blocks = [
    head.map((text) => ink.strong(able ? ink.cool(text) : ink.warm(text))),
    inputs.length > 0
      ? [
          ink.strong(words.differs),
          ...names.map(ink.quiet),
          ...table(rows.inputs),
          ink.quiet(words.alike(formatCount(same))),
        ]
      : [words.sameInputs],
    [
      ink.strong(words.answers),
      ...names.map(ink.quiet),
      ...table(rows.measures),
      ...marks.map((kind) => ink.quiet(`${MARK[kind]} ${words.mark[kind]}`)),
    ],
    ruleLines(report, face),
    wrap(oldFactsSentence(report, face), room).map(ink.quiet),
  ].filter((lines) => lines.some((text) => text !== ''));
  return `\n${blocks.map((lines) => lines.map((text) => (text ? `  ${text}` : '')).join('\n')).join('\n\n')}\n\n`;
}

/** Every rule of every scenario, held or not. */
export function ruleLines({ scenarios }: SideBySide, face: Face): string[] {
  const ink = inkOf(face.colour);
  const cells = sideBySideCells(face);
  const words = face.messages.sideBySide;
  const lines = scenarios.flatMap(({ name, assertions }) =>
    assertions.map((assertion) => {
      const text = `${assertion.holds ? '✓' : '✗'} ${name}  ${cells.rule(assertion)}  ${cells.ruleValue(assertion)}`;
      return assertion.holds ? text : ink.warm(text);
    }),
  );
  return lines.length > 0 ? [ink.strong(words.asserts), ...lines] : [];
}
