import type { PlanRow, ServingLever, ServingPlanReport } from '../report/index.ts';
import { formatCount } from '../units/index.ts';
import { comma, printer } from './printer.ts';
import type { Speaker } from './speaker.ts';

/** The first sentences: what is best, or that nothing keeps the promise and what comes nearest. */
export function planVerdict(report: ServingPlanReport, said: Speaker): string[] {
  const words = said.messages.servingPlan;
  const [best] = report.kept;
  if (report.outcome === 'stopped' && !best && !report.nearest) return [words.stoppedEarly];
  const sentences = words.outcomes[report.outcome] === '' ? [] : [words.outcomes[report.outcome]];
  if (best) {
    const cost =
      report.objective === 'energy' && best.watts !== null
        ? printer(said).amount(best.watts, 'W')
        : costOf(best, report, said);
    sentences.push(words.best[report.objective]({ machine: machineOf(best, said), cost }));
    if (best.usdPerHour !== null)
      sentences.push(words.month(costOf({ usdPerHour: best.usdPerHour * HOURS_A_MONTH }, report, said)));
  } else if (report.nearest) sentences.push(words.nearest({ machine: machineOf(report.nearest, said) }));
  return sentences;
}

/** 365.25 days over twelve months. */
const HOURS_A_MONTH = 730.5;

/** Money of an hour, or that no price is known. */
const costOf = ({ usdPerHour }: Pick<PlanRow, 'usdPerHour'>, { money }: ServingPlanReport, said: Speaker): string =>
  usdPerHour === null
    ? said.messages.servingPlan.unpriced
    : printer(said).money(usdPerHour * money.perUsd, { ...money });

const machineOf = ({ accelerators, chipName }: PlanRow, said: Speaker): string =>
  said.messages.servingPlan.machine({ count: formatCount(accelerators), chip: chipName });

/** How it is laid out: replicas, degrees, formats, engine and its limits. */
export function wayPhrases(row: PlanRow, said: Speaker): string[] {
  const words = said.messages.servingPlan;
  return [
    shortWay(row, said),
    said.messages.simulation.formats({ weights: row.weights, kv: row.kv }),
    said.messages.simulation.engine(row.engine),
    batchSettings(row, said),
  ].filter((phrase) => phrase !== words.unpriced);
}

const batchSettings = ({ maxBatch, maxBatchedTokens }: PlanRow, said: Speaker): string =>
  `max_num_seqs ${formatCount(maxBatch)}${comma(said)}max_num_batched_tokens ${formatCount(maxBatchedTokens)}`;

/** "4 × TP 2", "1 prefill + 2 decode, TP 8". */
export function shortWay(row: PlanRow, said: Speaker): string {
  const degrees = (['tp', 'pp', 'dp', 'ep'] as const).filter((key) => row[key] > 1 || key === 'tp');
  const cut = degrees.map((key) => `${key.toUpperCase()} ${row[key]}`).join(' ');
  if (row.prefill !== null && row.decode !== null)
    return `(${said.messages.servingPlan.prefillDecode({ prefill: formatCount(row.prefill), decode: formatCount(row.decode) })}) × ${cut}`;
  return `${formatCount(row.replicas)} × ${cut}`;
}

/** The same in a table's cell. */
export function tightWay(row: PlanRow): string {
  const degrees = (['tp', 'pp', 'dp', 'ep'] as const).filter((key) => row[key] > 1 || key === 'tp');
  const cut = degrees.map((key) => `${key.toUpperCase()}${row[key]}`).join(' ');
  const roles = row.prefill !== null && row.decode !== null ? `${row.prefill}P+${row.decode}D` : String(row.replicas);
  return `${roles} × ${cut}`;
}

/** Behind a way that nobody simulated under the whole traffic. */
export const uncheckedMark = ({ checked }: Pick<PlanRow, 'checked'>): string => (checked ? '' : ' ?');

/** Where the better accelerator changes: by its price, by the rate. */
export function planFlips(report: ServingPlanReport, said: Speaker): string[] {
  const words = said.messages.servingPlan;
  const print = printer(said);
  const { money } = report;
  const paid = (usd: number) => print.money(usd * money.perUsd, { ...money });
  const rate = (value: number) => print.amount(value, '1', { digits: 2 });
  return report.flips.flatMap(({ otherName: other, bestName: best, price, rateBelow, rateAbove }) => [
    ...(price ? [words.flipPrice({ other, below: paid(price.below), now: paid(price.now) })] : []),
    rateBelow === null && rateAbove === null
      ? words.flipNever({ best, other })
      : words.flipRate({
          other,
          ...(rateBelow !== null && { below: rate(rateBelow) }),
          ...(rateAbove !== null && { above: rate(rateAbove) }),
        }),
  ]);
}

/** The one change that brings most. */
export function planLever(report: ServingPlanReport, said: Speaker): string[] {
  const { lever } = report;
  if (!lever) return [];
  const words = said.messages.servingPlan;
  return [
    (lever.keeps ? words.leverKeeps : words.leverSaves)({
      lever: leverWords(lever, said),
      machine: words.machine({ count: formatCount(lever.accelerators), chip: lever.chipName }),
      cost: costOf(lever, report, said),
    }),
  ];
}

function leverWords({ kind, from, to }: ServingLever, said: Speaker): string {
  const print = printer(said);
  const timed = kind === 'ttft' || kind === 'tpot' || kind === 'e2e';
  const text = (value: string | number) =>
    typeof value === 'string' ? value : timed ? print.amount(value, 's', { style: 'short' }) : formatCount(value);
  return said.messages.servingPlan.levers[kind]({ from: text(from), to: text(to) });
}

/** What narrower formats cost in quality, and the best without them. */
export function planQuality(report: ServingPlanReport, said: Speaker): string[] {
  const { quality } = report;
  if (!quality) return [];
  const words = said.messages.servingPlan.quality;
  const { weights, kv, asPublished } = quality;
  const kind = /fp8|mxfp8|float8/.test(weights) ? words.fp8 : /int8|q8/.test(weights) ? words.int8 : words.four;
  const sentences = [
    words.narrow({ weights }),
    kind,
    ...(/bf16|fp16/.test(kv) ? [] : [words.kv({ kv })]),
    ...(asPublished
      ? [
          words.published({
            machine: `${machineOf(asPublished, said)} (${shortWay(asPublished, said)})`,
            cost: costOf(asPublished, report, said),
          }),
        ]
      : []),
  ];
  return [sentences.join(said.locale === 'en' ? ' ' : '；')];
}

/** What other settings of the engine bring, or that its own are best. */
export function planSettings(report: ServingPlanReport, said: Speaker): string[] {
  const words = said.messages.servingPlan;
  const { tried, tuned, own } = report.settings;
  if (report.kept.length === 0 || tried === 0) return [];
  if (!tuned) return [words.settingsOwn({ tried: formatCount(tried) })];
  return [
    own
      ? words.settingsTuned({
          setting: batchSettings(own, said),
          machine: `${machineOf(own, said)} (${shortWay(own, said)})`,
          cost: costOf(own, report, said),
        })
      : words.settingsNeeded,
  ];
}
