import type { SideBySide, SideMeasure } from '@ridgepoint/engine/report';
import { formatCount } from '@ridgepoint/engine/units';
import { printer, sideBySideCells, sideBySideVerdict } from '@ridgepoint/engine/wording';
import type { Face } from './face.ts';

/** Changes smaller than rounding are none. */
const SAME = 1e-9;

/** Scenarios in columns, the best of each row bold. */
export function compareMarkdown(report: SideBySide, face: Face): string {
  const { scenarios, inputs, measures } = report;
  const cells = sideBySideCells(face);
  const words = face.messages.sideBySide;
  const row = (texts: readonly string[]) => `| ${texts.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
  const head = [row(['', ...scenarios.map(({ name }) => name)]), row(['---', ...scenarios.map(() => '---')])];
  const said = inputs.map((input) => row([cells.inputName(input), ...input.values.map((v) => cells.input(input, v))]));
  const answered = measures.map((m) =>
    row([
      cells.measureName(m),
      ...m.values.map((_, i) => {
        const text = cells.measure(m, i, m, true);
        return i === m.best ? `**${text}**` : text;
      }),
    ]),
  );
  const differs = inputs.length > 0 ? `### ${words.differs}\n\n${[...head, ...said].join('\n')}` : words.sameInputs;
  return `${sideBySideVerdict(report, face).join('\n')}\n\n${differs}\n\n### ${words.answers}\n\n${[...head, ...answered].join('\n')}\n`;
}

/** What changes from the first to the second, for a pull request: verdict first, then inputs, answers, rules. */
export function diffMarkdown(report: SideBySide, face: Face): string {
  const words = face.messages.sideBySide;
  const cells = sideBySideCells(face);
  const [from, to] = report.scenarios as [SideBySide['scenarios'][number], SideBySide['scenarios'][number]];
  const verdicts = { from: cells.outcome(from), to: cells.outcome(to) };
  const changes = [...new Set([...Object.keys(from.choice), ...Object.keys(to.choice)])]
    .filter((key) => from.choice[key] !== to.choice[key])
    .map((key) => `${key} ${from.choice[key] ?? '–'} → ${to.choice[key] ?? '–'}`);
  const sentences = [
    verdicts.from === verdicts.to ? words.verdictSame({ verdict: verdicts.to }) : words.verdictNew(verdicts),
    ...(from.binds === to.binds ? [] : [words.bindsNew({ from: cells.binds(from.binds), to: cells.binds(to.binds) })]),
    ...(changes.length === 0 ? [] : [words.choiceNew({ changes: changes.join(', ') })]),
    ...to.assertions
      .filter(({ holds }) => !holds)
      .map((a) => words.ruleBroken({ rule: cells.rule(a), value: cells.ruleValue(a) })),
    ...(to.assertions.length > 0 && to.assertions.every(({ holds }) => holds)
      ? [words.rulesHold({ all: formatCount(to.assertions.length) })]
      : []),
  ];
  const { what, from: before, to: after, change } = words.columns;
  const inputs = report.inputs.map(
    (row) => `| ${cells.inputName(row)} | ${cells.input(row, row.values[0]!)} | ${cells.input(row, row.values[1]!)} |`,
  );
  const answers = report.measures
    .filter((m) => differs(m))
    .map(
      (m) =>
        `| ${cells.measureName(m)} | ${cells.measure(m, 0, m, true)} | ${cells.measure(m, 1, m, true)} | ${changeOf(m, face)} |`,
    );
  const tables = [
    inputs.length === 0
      ? words.noInputs
      : `**${words.changed}**\n\n| ${what} | ${before} | ${after} |\n| --- | --- | --- |\n${inputs.join('\n')}`,
    answers.length === 0
      ? words.unchanged
      : `**${words.answered}**\n\n| ${what} | ${before} | ${after} | ${change} |\n| --- | --- | --- | --- |\n${answers.join('\n')}`,
  ];
  return `### ${words.title({ from: from.name, to: to.name })}\n\n${sentences.join('\n')}\n\n${tables.join('\n\n')}\n`;
}

const differs = ({ values: [a, b] }: SideMeasure): boolean =>
  !a || !b
    ? Boolean(a) !== Boolean(b)
    : Math.abs(a.value - b.value) > SAME * Math.max(Math.abs(a.value), Math.abs(b.value));

/** "+12 %"; a change that lies within the range of what was before says so. */
function changeOf({ values: [a, b] }: SideMeasure, face: Face): string {
  if (!a || !b || a.value === 0) return '';
  const share = b.value / a.value - 1;
  const text = `${share > 0 ? '+' : '−'}${printer(face).percent(Math.abs(share))}`;
  const inside = a.low < a.high && b.value >= a.low && b.value <= a.high;
  return inside ? face.messages.sideBySide.within(text) : text;
}
