import type { ServeComparison, ServeComparisonRow, ServeNearest, Table } from '@ridgepoint/engine/report';
import { cutDisplay, displayWidth, formatCount, padDisplay } from '@ridgepoint/engine/units';
import {
  amountOf,
  assumedText,
  comma,
  parametersText,
  printer,
  promptText,
  servingRefusal,
  shown,
  tokenRate,
} from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { markdownTable } from '../../markdown.ts';
import { bar } from '../bar.ts';
import { inkOf } from '../ink.ts';
import { phrases, wrap } from '../wrap.ts';

/** Marks a deployment that no other beats under its load. */
const MARK = '●';
const WIDEST_NAME = 16;
const BAR = 10;

/** Which deployment is cheapest, which is fastest, how that moves with the context; then two lines a deployment. */
export function serveComparisonPage(comparison: ServeComparison, face: Face): string {
  const ink = inkOf(face.colour);
  const room = face.width - 4;
  const { question: q, rows } = comparison;
  const good = rows.some(({ meets }) => meets);
  const [head, ...more] = verdict(comparison, face);
  const asked = face.messages.serving.question({
    model: q.modelName,
    parameters: parametersText(q, face),
    machine: loadText(comparison, face),
  });
  const blocks = [
    [
      ...wrap(head!, room).map((line) => ink.strong(good ? ink.cool(line) : ink.warm(line))),
      ...more.flatMap((sentence) => wrap(sentence, room)),
    ],
    wrap(asked, room).map(ink.quiet),
    tableLines(comparison, face),
    comparison.assumed.length === 0
      ? []
      : wrap(
          `${face.messages.labels.headings.assumed}  ${assumedText(comparison.assumed, comparison.money, face)}`,
          room,
          2,
        ).map(ink.quiet),
  ];
  return `\n${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => (line ? `  ${line}` : '')).join('\n'))
    .join('\n\n')}\n\n`;
}

/** The comparison as Markdown: the same sentences, a row a deployment with every range. */
export function serveComparisonMarkdown(comparison: ServeComparison, face: Face): string {
  return `# ${comparison.question.modelName}\n\n${verdict(comparison, face).join('\n')}\n\n${markdownTable(shortTable(comparison, face), face)}`;
}

function loadText({ question: { load }, contexts }: ServeComparison, face: Face): string {
  const words = face.messages.serving;
  const print = printer(face);
  const comes =
    load.kind === 'rate'
      ? words.comes.rate({ mean: print.amount(load.requestsPerSecond ?? 0, '1') })
      : load.kind === 'clients'
        ? words.comes.clients(formatCount(load.clients ?? 0))
        : words.comes.full;
  const input = contexts
    ? `${formatCount(contexts[0]! - load.output)}–${formatCount(contexts.at(-1)! - load.output)}`
    : promptText(load.input, load.pictures, face);
  return words.load({ comes, input, output: formatCount(load.output) });
}

/** The first sentences: cheapest and fastest of the load, or of every context; what growing costs; how many do it. */
export function verdict(comparison: ServeComparison, face: Face): string[] {
  const { compared } = face.messages.serving;
  const { rows, best } = comparison;
  const able = rows.filter(({ meets }) => meets);
  if (able.length === 0)
    return [compared.none({ deployments: formatCount(rows.length) }), ...nearestOfAll(comparison, face)];
  const front = compared.front({
    able: formatCount(able.length),
    deployments: formatCount(rows.length),
    front: formatCount(rows.filter((row) => row.front).length),
    mark: MARK,
  });
  if (best.length > 1)
    return [...byContext(comparison, face), ...notPriced(comparison, face), ...growth(comparison, face), front];
  const { cheapest, fastest } = best[0]!;
  const words = (place: number) => {
    const row = rows[place]!;
    return { machine: nameOf(row, comparison), tpot: shown(row.tpot!, face), ...costOf(row, comparison, face) };
  };
  const quick = words(fastest!);
  if (cheapest === null) return [compared.fastest(quick), face.messages.face.compared.unpriced, front];
  const unpriced = unpricedOf(comparison, face);
  const cheap = { cost: '', ...words(cheapest), unpriced };
  const first = cheapest === fastest ? [compared.both(cheap)] : [compared.cheapest(cheap), compared.fastest(quick)];
  return [...first, ...notPriced(comparison, face), front];
}

/** Accelerators that do it and that nobody prices. */
const unpricedOf = ({ rows }: ServeComparison, face: Face): string =>
  [...new Set(rows.filter((row) => row.meets && !row.costPerMillion).map(({ chipName }) => chipName))].join(
    comma(face),
  );

/** Told once where something else is called the cheapest. */
function notPriced(comparison: ServeComparison, face: Face): string[] {
  const unpriced = unpricedOf(comparison, face);
  const priced = comparison.best.some(({ cheapest }) => cheapest !== null);
  return unpriced && priced ? [face.messages.serving.compared.notPriced({ unpriced })] : [];
}

/** Where nothing does it: the cheapest of what comes nearest, or the smallest where nobody prices it. */
function nearestOfAll({ rows, money }: ServeComparison, face: Face): string[] {
  const known = ({ costPerMillion }: ServeNearest) => costPerMillion?.value ?? Number.POSITIVE_INFINITY;
  const [best] = rows
    .flatMap((row) => row.nearest.map((one) => ({ row, one })))
    .filter(({ one }) => one.relaxed.length === 0)
    .toSorted((a, b) => known(a.one) - known(b.one) || a.one.accelerators - b.one.accelerators);
  if (!best) return [];
  const { row, one } = best;
  const machine = `${formatCount(one.accelerators)} × ${row.chipName} ${one.weights}`;
  const cost = one.costPerMillion && amountOf(one.costPerMillion, money, face);
  return [face.messages.serving.compared.nearestOfAll({ machine, ...(cost && { cost }) })];
}

const costOf = ({ costPerMillion }: ServeComparisonRow, { money }: ServeComparison, face: Face) =>
  costPerMillion ? { cost: amountOf(costPerMillion, money, face) } : {};

/** Contexts one after the other with the same best deployment are one stretch. */
function byContext(comparison: ServeComparison, face: Face): string[] {
  const { compared } = face.messages.serving;
  const { best } = comparison;
  const unpriced = unpricedOf(comparison, face);
  const stretches = (which: 'cheapest' | 'fastest', say: typeof compared.cheapestAt): string[] => {
    const list: { machine: string | undefined; from: number; to: number }[] = [];
    for (const one of best) {
      const place = one[which];
      const machine = place === null ? undefined : askedName(place, comparison);
      const last = list.at(-1);
      if (last && last.machine === machine) last.to = one.context;
      else list.push({ machine, from: one.context, to: one.context });
    }
    return list.map(({ machine, from, to }) =>
      say({ ...(machine && { machine }), from: formatCount(from), to: formatCount(to), unpriced }),
    );
  };
  const priced = best.some(({ cheapest }) => cheapest !== null);
  const cheap = priced ? stretches('cheapest', compared.cheapestAt) : [face.messages.face.compared.unpriced];
  return [...cheap, ...stretches('fastest', compared.fastestAt)];
}

/** How the deployment that is cheapest at the shortest context does at the longest that it takes. */
function growth(comparison: ServeComparison, face: Face): string[] {
  const { best } = comparison;
  const start = best[0]!.cheapest ?? best[0]!.fastest;
  if (start === null) return [];
  const same = sameAsked(start, comparison);
  const first = same[0]!;
  const last = same.findLast(({ outcome, tpot }) => outcome === 'fits' && tpot !== null)!;
  if (last === first) return [];
  const times = (of: (row: ServeComparisonRow) => number) =>
    printer(face).amount(of(last) / of(first), '1', { digits: 2 });
  return [
    face.messages.serving.compared.grows({
      machine: askedName(start, comparison),
      from: formatCount(first.input + first.output),
      to: formatCount(last.input + last.output),
      ttft: times(({ ttft }) => ttft!.value),
      tpot: times(({ tpot }) => tpot!.value),
      ...(first.costPerMillion &&
        last.costPerMillion && { cost: times(({ costPerMillion }) => costPerMillion!.value) }),
    }),
  ];
}

/** Rows of what was asked in this place, a context each: contexts are outermost. */
function sameAsked(place: number, { rows, best }: ServeComparison): readonly ServeComparisonRow[] {
  const each = rows.length / best.length;
  return rows.filter((_, i) => i % each === place % each);
}

/** Its name over all contexts: without a count where longer ones take more accelerators. */
function askedName(place: number, comparison: ServeComparison): string {
  const same = sameAsked(place, comparison);
  const counts = new Set(same.map(({ accelerators }) => accelerators));
  return counts.size === 1 ? nameOf(same[0]!, comparison) : same[0]!.chipName;
}

/** A deployment by what tells it from the others: count and chip, then formats and degrees where they differ. */
function nameOf(row: ServeComparisonRow, { rows }: Pick<ServeComparison, 'rows'>): string {
  const differ = (of: (row: ServeComparisonRow) => string): boolean => {
    const alike = rows.filter(
      (r) => r.chip === row.chip && r.accelerators === row.accelerators && r.input === row.input,
    );
    return new Set(alike.map(of)).size > 1;
  };
  const parts: readonly ((row: ServeComparisonRow) => string)[] = [
    ({ weights }) => weights,
    ({ kv }) => `KV ${kv}`,
    ({ tp, pp, dp, ep }) => degrees({ replicas: 0, tp, pp, dp, ep }),
  ];
  const more = parts.filter(differ).map((of) => of(row));
  return [`${formatCount(row.accelerators)} × ${row.chipName}`, ...more].join(' ');
}

const degrees = ({ replicas, tp, pp, dp, ep }: Pick<ServeComparisonRow, 'replicas' | 'tp' | 'pp' | 'dp' | 'ep'>) =>
  [
    replicas > 0 && `${formatCount(replicas)} × TP ${tp}`,
    replicas === 0 && `TP ${tp}`,
    pp > 1 && `PP ${pp}`,
    dp > 1 && `DP ${dp}`,
    ep > 1 && `EP ${ep}`,
  ]
    .filter((word) => word !== false)
    .join(' · ');

function tableLines({ rows, contexts, money }: ServeComparison, face: Face): string[] {
  const ink = inkOf(face.colour);
  const words = face.messages.serving.compared.columns;
  const print = printer(face);
  const most = Math.max(...rows.map(({ costPerMillion, tpot }) => (costPerMillion ?? tpot)?.value ?? 0));
  const titles = [
    '',
    '',
    face.messages.face.columns.accelerator,
    ...(contexts ? [words.context] : []),
    words.ttft,
    words.tpot,
    words.cost,
    '',
  ];
  const cells = rows.map((row) => [
    row.front ? MARK : '',
    formatCount(row.accelerators),
    cutDisplay(row.chip, WIDEST_NAME),
    ...(contexts ? [formatCount(row.input + row.output)] : []),
    row.ttft ? print.amount(row.ttft.value, 's') : face.messages.serving.outcomes[row.outcome].replace(/[.。]$/, ''),
    row.tpot ? shown(row.tpot, face) : '',
    row.costPerMillion ? print.money(row.costPerMillion.value * money.perUsd, money) : row.tpot ? '–' : '',
    bar(((row.costPerMillion ?? row.tpot)?.value ?? 0) / most, BAR),
  ]);
  const widths = titles.map((title, i) => Math.max(displayWidth(title), ...cells.map((row) => displayWidth(row[i]!))));
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) => padDisplay(text, widths[i]!, i === 1 || (i > 2 && i < texts.length - 1) ? 'right' : 'left'))
      .join('  ')
      .trimEnd();
  const indent = ' '.repeat(widths[0]! + 2);
  const below = (row: ServeComparisonRow): string[] =>
    phrases(pieces(row, money, face), ' · ', face.width - 4 - indent.length).map((text) => indent + text);
  return [
    ink.quiet(line(titles)),
    ...rows.flatMap((row, i) => {
      const first = line(cells[i]!);
      return [row.front ? ink.cool(first) : row.meets ? first : ink.warm(first), ...below(row).map(ink.quiet)];
    }),
    ...(rows.some(({ tested }) => tested === 'simulation')
      ? wrap(face.messages.serving.compared.simulated, face.width - 4).map(ink.quiet)
      : []),
  ];
}

/** The second line: how it is cut, what it carries and what binds, or the rule that is broken. */
function pieces(row: ServeComparisonRow, money: ServeComparison['money'], face: Face): string[] {
  const words = face.messages.serving;
  const print = printer(face);
  const nearest = row.meets ? [] : [nearestText(row, money, face)];
  if (row.refused) return [servingRefusal(row.refused, face), ...nearest];
  const missed = row.meets
    ? []
    : [row.outcome === 'fits' ? words.compared.assertFails : words.outcomes[row.outcome].replace(/[.。]$/, '')];
  return [
    ...missed,
    degrees(row),
    row.weights,
    ...promisePieces(row, face),
    row.outputTokensPerSecond && tokenRate(row.outputTokensPerSecond.value, face),
    row.largestBatch && words.compared.batch(print.amount(row.largestBatch.value, '1')),
    row.joulesPerToken && print.amount(row.joulesPerToken.value, 'J/token'),
    row.binds && words.bindsTime[row.binds.time],
    ...nearest,
  ].filter((text): text is string => typeof text === 'string');
}

/** The promise at its percentile where it was simulated, or that it was not. */
function promisePieces({ tested, meets, promises }: ServeComparisonRow, face: Face): string[] {
  if (tested === 'mean') return meets ? [face.messages.serving.compared.untested] : [];
  const { simulation } = face.messages;
  const time = (seconds: number) => printer(face).amount(seconds, 's', { style: 'short' });
  return promises.map(({ quantity, percentile, limit, value }) =>
    simulation.promise({
      what: `${simulation.latencies[quantity]} p${Number((100 * percentile).toFixed(2))}`,
      value: time(value.value),
      limit: time(limit),
      kept: value.value <= limit,
    }),
  );
}

/** What of the same kind does what was asked, by one change each. */
function nearestText(
  { chipName, accelerators, nearest }: ServeComparisonRow,
  money: ServeComparison['money'],
  face: Face,
): string {
  const { compared } = face.messages.serving;
  if (nearest.length === 0) return compared.noNearest;
  const machineOf = (one: ServeNearest) => `${formatCount(one.accelerators)} × ${chipName} ${one.weights}`;
  const [first] = nearest;
  if (first && first.relaxed.length > 0) {
    const { levers } = face.messages.servingPlan;
    const time = (seconds: number) => printer(face).amount(seconds, 's');
    const promises = first.relaxed.map(({ quantity, from, to }) =>
      levers[quantity]({ from: time(from), to: time(to) }),
    );
    return compared.nearestRelaxed({
      promises: promises.join(comma(face)),
      machine: machineOf(first),
      degrees: degrees(first),
    });
  }
  const each = nearest.map((one) => {
    const cost = one.costPerMillion && amountOf(one.costPerMillion, money, face);
    const priced = cost ? { cost } : {};
    const way =
      one.accelerators === accelerators
        ? compared.nearestWeights({ weights: one.weights, ...priced })
        : compared.nearestCount({ machine: machineOf(one), degrees: degrees(one), ...priced });
    return one.tested === 'mean' ? `${way}${comma(face)}${compared.untested}` : way;
  });
  return compared.works({ ways: each.join(compared.orWorks) });
}

/** The comparison for Markdown: a row a deployment, ranges in words. */
function shortTable({ rows, money }: ServeComparison, face: Face): Table {
  const words = face.messages.serving;
  return {
    name: 'comparison',
    columns: [
      'accelerator',
      'count',
      'weights',
      'input',
      'output',
      'front',
      'ttft',
      'tpot',
      'rate',
      'cost',
      'strategy',
    ].map((key) => ({ key })),
    rows: rows.map((row) => [
      row.chip,
      row.accelerators,
      row.weights,
      row.input,
      row.output,
      row.front ? MARK : '',
      row.ttft ? shown(row.ttft, face) : words.outcomes[row.outcome],
      row.tpot ? shown(row.tpot, face) : null,
      row.outputTokensPerSecond ? tokenRate(row.outputTokensPerSecond.value, face) : null,
      row.costPerMillion ? amountOf(row.costPerMillion, money, face) : null,
      [
        row.refused ? servingRefusal(row.refused, face) : degrees(row),
        ...promisePieces(row, face),
        ...(row.meets ? [] : [nearestText(row, money, face)]),
      ].join('; '),
    ]),
  };
}
