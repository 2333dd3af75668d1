import {
  assertSentences,
  assumedLine,
  comma,
  type Printer,
  printer,
  servingRuleSentence,
} from '@ridgepoint/engine/messages';
import type { ServeReport } from '@ridgepoint/engine/report';
import { formatCount } from '@ridgepoint/engine/units';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { commandLines } from '../reasons.ts';
import { repairLines } from '../repair-lines.ts';
import { partRows } from '../train.ts';
import { phrases, wrap } from '../wrap.ts';
import { headed } from './headed.ts';
import { amountOf, requestRate, shown, tokenRate } from './serving-amounts.ts';

const BINARY = { binary: true } as const;

/** The answer of `estimate serve` in a terminal: verdict, the iteration, memory, figures, reasons. */
export function servePage(report: ServeReport, face: Face, command: string): string {
  const blocks = [
    verdictLines(report, face),
    stepLines(report, face),
    memoryLines(report, face),
    figureLines(report, face),
    repairLines(report.repairs, face),
    reasonLines(report, face, command),
  ];
  const page = blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => (line ? `  ${line}` : '')).join('\n'));
  return `\n${page.join('\n\n')}\n\n`;
}

function verdictLines(report: ServeReport, face: Face): string[] {
  const words = face.messages.serving;
  const ink = inkOf(face.colour);
  const print = printer(face);
  const { figures, outcome, question, assertions } = report;
  const room = face.width - 4;
  const gap = face.locale === 'en' ? ' ' : '';
  const told = figures
    ? words.verdict({
        tpot: shown(figures.tpot, face),
        ttft: shown(figures.ttft, face),
        ...(figures.line && { line: print.amount(figures.line.value, 's') }),
        rate: tokenRate(figures.outputTokensPerSecond.value, face),
        ...(figures.money && { cost: amountOf(figures.money.allPerOutput, figures.money, face) }),
      })
    : '';
  const [first = '', ...more] = wrap(`${words.outcomes[outcome]}${told ? gap : ''}${told}`, room);
  const lost = assertions.filter(({ holds }) => !holds).length;
  const paint = outcome === 'fits' ? ink.cool : ink.warm;
  return [
    ink.strong(paint(first)),
    ...more.map(ink.strong),
    ...shortage(report, face, print).map(ink.warm),
    ...longer(report, face).map(ink.warm),
    ...(lost > 0
      ? [
          ink.warm(
            face.messages.verdict.assertsBroken({ broken: formatCount(lost), all: formatCount(assertions.length) }),
          ),
        ]
      : []),
    ...wrap(deploymentLine(report, face), room),
    '',
    ...wrap(
      words.question({
        model: question.modelName,
        parameters: print.amount(question.parameters, 'parameters'),
        machine: `${formatCount(question.accelerators)} × ${question.chipName}${question.memoryBytes === null ? '' : words.withMemory(print.amount(question.memoryBytes, 'B'))}`,
      }),
      room,
    ).map(ink.quiet),
    ...wrap(loadLine(report, face), room).map(ink.quiet),
  ];
}

/** What does not fit, or how much more comes than is carried. */
function shortage(report: ServeReport, face: Face, print: Printer): string[] {
  const { outcome, memory, figures, question, refused } = report;
  const words = face.messages.serving;
  // Bytes are told below; other rules say what else was broken.
  if (refused && refused.rule !== 'serving-memory')
    return wrap(servingRuleSentence(face.messages, refused), face.width - 4);
  if (outcome === 'does-not-fit') {
    const spent = memory.parts.filter(({ key }) => key !== 'kv').reduce((sum, { value }) => sum + value, 0);
    const { input, output } = question.load;
    return wrap(
      words.rules['serving-memory']({
        needed: print.amount(spent + (input + output) * memory.bytesPerToken, 'B', BINARY),
        capacity: print.amount(memory.total, 'B', BINARY),
        tokens: Math.ceil(input + output),
      }),
      face.width - 4,
    );
  }
  if (outcome !== 'overloaded' || !figures) return [];
  return wrap(
    words.overloaded({
      asked: requestRate(question.load.requestsPerSecond ?? 0, face),
      most: requestRate(figures.mostRequestsPerSecond.value, face),
    }),
    face.width - 4,
  );
}

function longer({ question: { context, load } }: ServeReport, face: Face): string[] {
  if (context === null || load.longest === null || load.longest <= context) return [];
  return wrap(
    face.messages.serving.longer({ longest: formatCount(load.longest), context: formatCount(context) }),
    face.width - 4,
  );
}

function deploymentLine({ question: q }: ServeReport, face: Face): string {
  const degrees = [
    `${q.replicas} × TP ${q.tp}`,
    q.pp > 1 && `PP ${q.pp}`,
    q.dp > 1 && `DP ${q.dp}`,
    q.ep > 1 && `EP ${q.ep}`,
  ].filter((word) => word !== false);
  return face.messages.serving.deployment({
    degrees: degrees.join(' · '),
    weights: q.weights,
    kv: q.kv,
    engine: face.messages.simulation.engine(q.engine),
  });
}

function loadLine({ question: { load } }: ServeReport, face: Face): string {
  const words = face.messages.serving;
  return words.load({
    comes:
      load.kind === 'rate'
        ? words.comes.rate({
            mean: requestRate(load.requestsPerSecond ?? 0, face),
            ...(load.peakPerSecond !== null && { peak: requestRate(load.peakPerSecond, face) }),
          })
        : load.kind === 'clients'
          ? words.comes.clients(formatCount(load.clients ?? 0))
          : words.comes.full,
    input: formatCount(load.input),
    output: formatCount(load.output),
    ...(load.cached > 0 && { cached: formatCount(load.cached) }),
  });
}

function stepLines({ step, figures }: ServeReport, face: Face): string[] {
  if (!figures) return [];
  const words = face.messages.serving;
  const print = printer(face);
  const total = step.reduce((sum, { value }) => sum + value, 0);
  const head = words.step({
    time: print.amount(total, 's'),
    running: print.amount(figures.running, '1', { digits: 2 }),
  });
  const other = face.messages.labels.stepParts.other;
  return [
    inkOf(face.colour).strong(head),
    ...partRows(step, words.stepParts, other, (seconds) => print.amount(seconds, 's', { style: 'short' }), face),
  ];
}

function memoryLines({ memory }: ServeReport, face: Face): string[] {
  const words = face.messages.serving;
  const print = printer(face);
  const ink = inkOf(face.colour);
  const parts = memory.parts.map((part) => ({ ...part, share: part.value / memory.total }));
  const other = face.messages.labels.stepParts.other;
  return [
    ink.strong(words.memory({ total: print.amount(memory.total, 'B', BINARY) })),
    ...partRows(parts, words.memoryParts, other, (bytes) => print.amount(bytes, 'B', BINARY), face),
    ...wrap(
      words.cache({
        tokens: shown(memory.kvTokens, face),
        blocks: formatCount(memory.blocks.value),
        block: formatCount(memory.blockTokens),
        pasted: memory.pasted,
      }),
      face.width - 6,
    ).map((line) => `  ${line}`),
    ...wrap(memory.formula, face.width - 6).map((line) => ink.quiet(`  ${line}`)),
  ];
}

function figureLines({ figures, grade }: ServeReport, face: Face): string[] {
  if (!figures) return [];
  const words = face.messages.serving;
  const print = printer(face);
  const { power, money } = figures;
  const latency = [
    words.ttft({ loaded: shown(figures.ttft, face), alone: print.amount(figures.ttftAlone.value, 's') }),
    ...(figures.line
      ? [words.line({ count: print.amount(figures.inLine, '1', { digits: 2 }), time: shown(figures.line, face) })]
      : []),
    words.tpot({
      value: shown(figures.tpot, face),
      used: figures.tpotDefinitions.used,
      other: figures.tpotDefinitions.other,
      inclusive: print.amount(figures.tpotInclusive.value, 's'),
    }),
    words.e2e(shown(figures.e2e, face)),
  ];
  const rates = [
    words.perUser(shown(figures.tokensPerSecondPerUser, face, { style: 'short' })),
    words.perAccelerator(shown(figures.tokensPerSecondPerAccelerator, face, { style: 'short' })),
    words.output(shown(figures.outputTokensPerSecond, face, { style: 'short' })),
    words.total(tokenRate(figures.totalTokensPerSecond.value, face)),
    words.most(requestRate(figures.mostRequestsPerSecond.value, face)),
    words.largestBatch(shown(figures.largestBatch, face)),
  ];
  const { uses } = figures;
  const costs = money
    ? [
        ...(uses
          ? [
              face.messages.simulation.uses({
                task: amountOf(uses.perTask, money, face),
                month: amountOf(uses.perUserMonth, money, face),
                ...(uses.perHourOfWork && { hour: amountOf(uses.perHourOfWork, money, face) }),
              }),
            ]
          : []),
        words.perHour(amountOf(money.perHour, money, face)),
        words.perMillion({
          ...(money.input && { input: amountOf(money.input, money, face) }),
          ...(money.cached && { cached: amountOf(money.cached, money, face) }),
          output: amountOf(money.output, money, face),
        }),
        words.allPerOutput(amountOf(money.allPerOutput, money, face)),
        words.split({
          input: print.percent(money.shares.input + money.shares.cached),
          output: print.percent(money.shares.output),
        }),
      ]
    : [words.noPrice];
  const drawn = power
    ? [
        words.watts(shown(power.watts, face, { style: 'short' })),
        words.joules({
          chip: shown(power.joulesPerOutputToken, face, { style: 'short' }),
          site: print.amount(power.siteJoulesPerOutputToken.value, 'J/token', { style: 'short' }),
        }),
        words.carbon(shown(power.carbonPerMillion, face)),
      ]
    : [words.noPower];
  const between = face.locale === 'en' ? '; ' : '；';
  const lines = headed(
    [
      [words.headings.latency, [latency.join(between)]],
      [words.headings.rates, [rates.join(between)]],
      [words.headings.money, [costs.join(between)]],
      [words.headings.power, [drawn.join(between)]],
    ],
    face,
  );
  const graded = grade
    ? [inkOf(face.colour).quiet(`${face.messages.labels.answer.grade}  ${face.messages.reasons.grades[grade]}`)]
    : [];
  return [...lines, ...graded.flatMap((line) => phrases([line], '', face.width - 4))];
}

function reasonLines(report: ServeReport, face: Face, command: string): string[] {
  const { headings } = face.messages.labels;
  const words = face.messages.serving;
  const print = printer(face);
  const { binds, promises, figures } = report;
  const binding = binds
    ? [
        words.binds({ what: words.bindsTime[binds.time], share: print.percent(binds.share) }),
        words.bindsBatch[binds.batch]({
          running: print.amount(figures!.running, '1', { digits: 2 }),
          most: formatCount(figures!.largestBatch.value),
        }),
      ]
    : [];
  const kept = promises.map((p) =>
    words.promise({
      what: `${p.quantity.toUpperCase()} p${Number((p.percentile * 100).toFixed(2))}`,
      limit: print.amount(p.limit, 's'),
      mean: print.amount(p.mean.value, 's'),
      possible: p.possible,
    }),
  );
  const assumed = report.assumed.map((line) => assumedLine(line, figures?.money ?? null, face)).join(comma(face));
  const lines = headed(
    [
      [headings.binds, binding],
      [words.headings.promise, kept],
      [headings.asserts, assertSentences(report, face)],
      [headings.assumed, report.assumed.length > 0 ? [assumed] : []],
    ],
    face,
  );
  const ink = inkOf(face.colour);
  const why =
    report.because && command
      ? ['', ...commandLines(face.messages.verdict.readOn({ explain: command }), face).map(ink.quiet)]
      : [];
  return [...lines, ...why];
}
