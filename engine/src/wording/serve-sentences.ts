import { servingRuleSentence } from '../messages/phrase.ts';
import type { ServeReport } from '../report/index.ts';
import type { RefusedOption } from '../serving/search/option.ts';
import { formatCount } from '../units/index.ts';
import { printer } from './printer.ts';
import { amountOf, promptText, requestRate, shown, tokenRate } from './serving-amounts.ts';
import type { Speaker } from './speaker.ts';

const BINARY = { binary: true } as const;

/** Why a deployment cannot be had. */
export const servingRefusal = (refused: RefusedOption, speaker: Speaker): string => {
  const print = printer(speaker);
  const { needed, capacity } = refused.values;
  // Bytes are told in their unit, other rules count.
  const values =
    refused.rule === 'serving-memory'
      ? {
          ...refused.values,
          needed: print.amount(Number(needed), 'B', BINARY),
          capacity: print.amount(Number(capacity), 'B', BINARY),
        }
      : refused.values;
  return servingRuleSentence(speaker.messages, { ...refused, values });
};

/** Latency, rate and price of a deployment; empty where nothing fits. */
export function serveVerdict({ figures }: ServeReport, speaker: Speaker): string {
  if (!figures) return '';
  return speaker.messages.serving.verdict({
    tpot: shown(figures.tpot, speaker),
    ttft: shown(figures.ttft, speaker),
    ...(figures.line && { line: printer(speaker).amount(figures.line.value, 's') }),
    rate: tokenRate(figures.outputTokensPerSecond.value, speaker),
    ...(figures.money && { cost: amountOf(figures.money.allPerOutput, figures.money, speaker) }),
  });
}

/** What does not fit, how much more comes than is carried, and requests that are too long. */
export function shortages(report: ServeReport, speaker: Speaker): string[] {
  return [...shortage(report, speaker), ...longer(report, speaker)];
}

function shortage(report: ServeReport, speaker: Speaker): string[] {
  const { outcome, memory, figures, question, refused } = report;
  const words = speaker.messages.serving;
  const print = printer(speaker);
  // Bytes are told below; other rules say what else was broken.
  if (refused && refused.rule !== 'serving-memory') return [servingRuleSentence(speaker.messages, refused)];
  if (outcome === 'does-not-fit') {
    const spent = memory.parts.filter(({ key }) => key !== 'kv').reduce((sum, { value }) => sum + value, 0);
    const { input, output } = question.load;
    return [
      words.rules['serving-memory']({
        needed: print.amount(spent + (input + output) * memory.bytesPerToken, 'B', BINARY),
        capacity: print.amount(memory.total, 'B', BINARY),
        tokens: Math.ceil(input + output),
      }),
    ];
  }
  if (outcome !== 'overloaded' || !figures) return [];
  return [
    words.overloaded({
      asked: requestRate(question.load.requestsPerSecond ?? 0, speaker),
      most: requestRate(figures.mostRequestsPerSecond.value, speaker),
    }),
  ];
}

function longer({ question: { context, load } }: ServeReport, speaker: Speaker): string[] {
  if (context === null || load.longest === null || load.longest <= context) return [];
  return [speaker.messages.serving.longer({ longest: formatCount(load.longest), context: formatCount(context) })];
}

/** Degrees, formats and engine in a line. */
export function deploymentLine({ question: q }: ServeReport, speaker: Speaker): string {
  const degrees = [
    `${q.replicas} × TP ${q.tp}`,
    q.pp > 1 && `PP ${q.pp}`,
    q.dp > 1 && `DP ${q.dp}`,
    q.ep > 1 && `EP ${q.ep}`,
  ].filter((word) => word !== false);
  return speaker.messages.serving.deployment({
    degrees: degrees.join(' · '),
    weights: q.weights,
    kv: q.kv,
    engine: speaker.messages.simulation.engine(q.engine),
  });
}

/** How many requests come, how long. */
export function loadLine({ question: { load } }: ServeReport, speaker: Speaker): string {
  const words = speaker.messages.serving;
  return words.load({
    comes:
      load.kind === 'rate'
        ? words.comes.rate({
            mean: requestRate(load.requestsPerSecond ?? 0, speaker),
            ...(load.peakPerSecond !== null && { peak: requestRate(load.peakPerSecond, speaker) }),
          })
        : load.kind === 'clients'
          ? words.comes.clients(formatCount(load.clients ?? 0))
          : words.comes.full,
    input: promptText(load.input, load.pictures, speaker),
    output: formatCount(load.output),
    ...(load.cached > 0 && { cached: formatCount(load.cached) }),
  });
}

export interface ServeSentences {
  readonly latency: readonly string[];
  readonly rates: readonly string[];
  readonly money: readonly string[];
  readonly power: readonly string[];
}

/** Every figure in words, by what it is about; null where nothing fits. */
export function serveSentences({ figures }: ServeReport, speaker: Speaker): ServeSentences | null {
  if (!figures) return null;
  const words = speaker.messages.serving;
  const print = printer(speaker);
  const { power, money } = figures;
  const latency = [
    words.ttft({ loaded: shown(figures.ttft, speaker), alone: print.amount(figures.ttftAlone.value, 's') }),
    ...(figures.line
      ? [words.line({ count: print.amount(figures.inLine, '1', { digits: 2 }), time: shown(figures.line, speaker) })]
      : []),
    words.tpot({
      value: shown(figures.tpot, speaker),
      used: figures.tpotDefinitions.used,
      other: figures.tpotDefinitions.other,
      inclusive: print.amount(figures.tpotInclusive.value, 's'),
    }),
    words.e2e(shown(figures.e2e, speaker)),
  ];
  const rates = [
    words.perUser(shown(figures.tokensPerSecondPerUser, speaker, { style: 'short' })),
    words.perAccelerator(shown(figures.tokensPerSecondPerAccelerator, speaker, { style: 'short' })),
    words.output(shown(figures.outputTokensPerSecond, speaker, { style: 'short' })),
    words.total(tokenRate(figures.totalTokensPerSecond.value, speaker)),
    words.most(requestRate(figures.mostRequestsPerSecond.value, speaker)),
    words.largestBatch(shown(figures.largestBatch, speaker)),
  ];
  const { uses } = figures;
  const costs = money
    ? [
        ...(uses
          ? [
              speaker.messages.simulation.uses({
                task: amountOf(uses.perTask, money, speaker),
                month: amountOf(uses.perUserMonth, money, speaker),
                ...(uses.perHourOfWork && { hour: amountOf(uses.perHourOfWork, money, speaker) }),
              }),
            ]
          : []),
        words.perHour(amountOf(money.perHour, money, speaker)),
        words.perMillion({
          ...(money.input && { input: amountOf(money.input, money, speaker) }),
          ...(money.cached && { cached: amountOf(money.cached, money, speaker) }),
          output: amountOf(money.output, money, speaker),
        }),
        words.allPerOutput(amountOf(money.allPerOutput, money, speaker)),
        words.split({
          input: print.percent(money.shares.input + money.shares.cached),
          output: print.percent(money.shares.output),
        }),
      ]
    : [words.noPrice];
  const drawn = power
    ? [
        words.watts(shown(power.watts, speaker, { style: 'short' })),
        words.joules({
          chip: shown(power.joulesPerOutputToken, speaker, { style: 'short' }),
          site: print.amount(power.siteJoulesPerOutputToken.value, 'J/token', { style: 'short' }),
        }),
        words.carbon(shown(power.carbonPerMillion, speaker)),
      ]
    : [words.noPower];
  return { latency, rates, money: costs, power: drawn };
}

/** What an iteration waits for, and what keeps the batch from growing. */
export function servingBindSentences({ binds, figures }: ServeReport, speaker: Speaker): string[] {
  const words = speaker.messages.serving;
  const print = printer(speaker);
  return binds
    ? [
        words.binds({ what: words.bindsTime[binds.time], share: print.percent(binds.share) }),
        words.bindsBatch[binds.batch]({
          running: print.amount(figures!.running, '1', { digits: 2 }),
          most: formatCount(figures!.largestBatch.value),
        }),
      ]
    : [];
}

/** Each promise against the mean. */
export function promiseSentences({ promises }: ServeReport, speaker: Speaker): string[] {
  const words = speaker.messages.serving;
  const print = printer(speaker);
  return promises.map((p) =>
    words.promise({
      what: `${p.quantity.toUpperCase()} p${Number((p.percentile * 100).toFixed(2))}`,
      limit: print.amount(p.limit, 's'),
      mean: print.amount(p.mean.value, 's'),
      possible: p.possible,
    }),
  );
}
