import type { CrossoverFlip, CrossoverReport, CrossoverShift } from '../report/crossover-report.ts';
import type { Ranged } from '../training/answer.ts';
import { DAYS_A_YEAR, dayOfIso, formatCount } from '../units/index.ts';
import { amounts, isShare } from './axis-amounts.ts';
import { comma, printer } from './printer.ts';
import type { Speaker } from './speaker.ts';
import { unseenPromises } from './unseen-promises.ts';

/** Of its value. */
const SHOWN = 0.005;

/** One sentence: who wins below, between and above the flips. */
export function crossoverVerdict(report: CrossoverReport, speaker: Speaker): string {
  const words = speaker.messages.crossover;
  const { stretches, flips, over, nearest } = report;
  const of = amounts(speaker, { unit: over.unit, share: isShare(over) });
  const who = (leader: (typeof stretches)[number]['leader']) =>
    leader === 'neither' ? words.neither : leader === 'tie' ? words.tie : words.wins(report[leader].name);
  const at = (flip: CrossoverFlip) =>
    flip.low < flip.at || flip.high > flip.at ? of.range(flip.at, flip.low, flip.high) : of.one(flip.at);
  if (flips.length === 0)
    return words.sentence(
      words.everywhere({
        who: who(stretches[0]!.leader),
        from: of.one(over.low),
        to: of.one(over.high),
        sure: nearest?.sure ?? true,
      }),
    );
  const [below, above] = over.unit === 'date' ? [words.before, words.fromOn] : [words.below, words.above];
  const pieces = stretches.map(({ leader }, i) => {
    if (i === 0) return below({ who: who(leader), at: at(flips[0]!) });
    if (i === stretches.length - 1) return above({ who: who(leader), at: i === 1 ? '' : at(flips[i - 1]!) });
    return words.between({ who: who(leader), from: of.one(flips[i - 1]!.at), to: at(flips[i]!) });
  });
  return words.sentence(pieces.join('; '));
}

export function askedLine({ over, on, ...sides }: CrossoverReport, speaker: Speaker): string {
  const { measures, crossover } = speaker.messages;
  return crossover.asked({
    input: measures.inputs[over.path] ?? over.path,
    of: over.of === 'both' ? '' : sides[over.of].name,
    measure: measures.names[on.key] ?? on.key,
    better: on.better,
  });
}

/** Where the files stand, and how far that is from the flip. */
export function nowLines(report: CrossoverReport, speaker: Speaker): string[] {
  const words = speaker.messages.crossover;
  const { now, on, over } = report;
  const of = amounts(speaker, { unit: on.unit });
  const ranged = (value: typeof now.a) => {
    if (!value) return '';
    // A range that its digits do not show is none to a reader.
    const shown = value.high - value.low > SHOWN * Math.abs(value.value);
    return shown ? of.range(value.value, value.low, value.high) : of.one(value.value);
  };
  const { measures } = speaker.messages;
  const inputName = (path: string) => measures.inputs[path] ?? path;
  const unknown = (side: 'a' | 'b') => report[side].able && now[side] === null;
  const outcome = (side: 'a' | 'b') =>
    unknown(side)
      ? words.notKnown({
          measure: measures.names[on.key] ?? on.key,
          inputs: report[side].unknown.map(inputName).join(comma(speaker)),
        })
      : (measures.outcomes[report[side].outcome] ?? report[side].outcome);
  const input = inputName(over.path);
  const place = amounts(speaker, { unit: over.unit, share: isShare(over) });
  const distance = (): string[] => {
    const stands = over.of === 'b' ? report.b.stands : report.a.stands;
    if (now.flipAt !== null && stands && over.unit === 'date') {
      const days = Math.abs(now.flipAt - stands);
      const print = printer(speaker);
      const wait =
        days < DAYS_A_YEAR
          ? print.amount(days * 86_400, 's', { style: 'long' })
          : print.amount(days / DAYS_A_YEAR, 'year', { digits: 2 });
      return [words.flipsAfter({ input, stands: place.one(stands), wait, later: now.flipAt >= stands })];
    }
    if (now.flipAt !== null && stands) {
      const factor = printer(speaker).amount(now.flipAt / stands, '1', { digits: 3 });
      return [words.distance({ input, stands: place.one(stands), factor })];
    }
    const [a, b] = [report.a.stands, report.b.stands];
    return over.of === 'both' && a !== null && b !== null && a !== b
      ? [words.standsAt({ input, a: place.one(a), b: place.one(b) })]
      : [];
  };
  if (now.leader === 'neither')
    return [
      (unknown('a') || unknown('b') ? words.nowUnknown : words.nowNeither)({
        a: report.a.name,
        ofA: outcome('a'),
        b: report.b.name,
        ofB: outcome('b'),
      }),
    ];
  if (now.leader === 'tie') return [words.nowTie({ value: ranged(now.a) }), ...distance()];
  const other = now.leader === 'a' ? 'b' : 'a';
  const [best, rest] = [now[now.leader], now[other]];
  const name = report[now.leader].name;
  if (!rest)
    return [
      (unknown(other) ? words.nowFirst : words.nowOnly)({
        name,
        value: ranged(best),
        other: report[other].name,
        outcome: outcome(other),
      }),
      ...distance(),
    ];
  const margin = printer(speaker).percent(Math.abs(1 - best!.value / rest.value));
  const values = { name, value: ranged(best), other: ranged(rest), margin };
  return [words.nowWins({ ...values, better: on.better, sure: now.sure }), ...distance()];
}

/** What happens at each flip; where there is none, where the two come nearest. */
export function flipLines(report: CrossoverReport, speaker: Speaker): string[] {
  const words = speaker.messages.crossover;
  const { flips, over, on, nearest, a, b } = report;
  const place = amounts(speaker, { unit: over.unit, share: isShare(over) });
  const of = amounts(speaker, { unit: on.unit });
  if (nearest && flips.length === 0) {
    const margin = Math.abs(nearest.a - nearest.b) / Math.min(Math.abs(nearest.a), Math.abs(nearest.b));
    const values = { a: a.name, ofA: of.one(nearest.a), b: b.name, ofB: of.one(nearest.b) };
    return [words.nearest({ at: place.one(nearest.at), ...values, margin: printer(speaker).percent(margin) })];
  }
  return flips.flatMap((flip) => {
    const at = place.one(flip.at);
    const open = (['low', 'high'] as const).filter((side) => flip.open[side]).map((side) => words.open({ side }));
    const { behind, before, stops } = flip;
    if (stops) {
      const outcome = speaker.messages.measures.outcomes[stops.outcome] ?? stops.outcome;
      const values = { at, name: report[stops.side].name, outcome };
      return [behind[stops.side] === null ? words.stops(values) : words.begins(values), ...open];
    }
    if (flip.kind === 'jump')
      return [
        words.jump({
          at,
          a: a.name,
          ofA: of.one(behind.a ?? Number.NaN),
          b: b.name,
          ofB: of.one(behind.b ?? Number.NaN),
        }),
        ...open,
      ];
    const value = of.one(before.a ?? Number.NaN);
    return [
      words.crossing({ at, date: over.unit === 'date', value, within: withinText(flip, report, speaker) }),
      ...open,
    ];
  });
}

/** "own 2.8–4.1 USD/h, rent 2.6–3.5 USD/h": how far each may be off where they meet; empty where nothing is told of it. */
function withinText({ ranged }: CrossoverFlip, { a, b, on }: CrossoverReport, speaker: Speaker): string {
  const of = amounts(speaker, { unit: on.unit });
  const wide = (value: Ranged | null | undefined): value is Ranged =>
    value != null && value.high - value.low > SHOWN * Math.abs(value.value);
  const texts = ([a, b] as const).flatMap(({ name }, i) => {
    const value = ranged?.[i === 0 ? 'a' : 'b'];
    return wide(value) ? [`${name} ${of.between(value.low, value.high)}`] : [];
  });
  return texts.join(comma(speaker));
}

/** What may have been missed, and what only means were held against. */
export function doubtLines(report: CrossoverReport, speaker: Speaker): string[] {
  const words = speaker.messages.crossover;
  const { unsure, over, searched, looks, surelySeen } = report;
  const place = amounts(speaker, { unit: over.unit, share: isShare(over) });
  const share = printer(speaker).percent(surelySeen);
  const { foreseen } = over.dates ?? {};
  return [
    ...unseenPromises([report.a, report.b], speaker),
    ...(foreseen === undefined ? [] : [words.farDates({ at: place.one(dayOfIso(foreseen)!) })]),
    ...(unsure.length > 0
      ? [words.unsure({ from: place.one(unsure[0]!.low), to: place.one(unsure.at(-1)!.high) })]
      : []),
    searched ? words.searched({ looks: formatCount(looks), share }) : words.sure({ share }),
  ];
}

/** The flip that the files are nearest to. */
export const nearestFlip = ({ flips, now }: CrossoverReport): CrossoverFlip | undefined =>
  flips.find(({ at }) => at === now.flipAt) ?? flips[0];

/** What a map shows, in words. */
export function mapTitle({ over, map, ...sides }: CrossoverReport, speaker: Speaker): string {
  const { measures, crossover } = speaker.messages;
  const name = ({ path, of }: CrossoverReport['over']) => {
    const input = measures.inputs[path] ?? path;
    return of === 'both' ? input : crossover.ofName({ input, name: sides[of].name });
  };
  return crossover.map({ x: name(over), y: name(map!.over) });
}

/** "rent of h100" */
export function shiftName(
  { path, of }: CrossoverShift,
  report: CrossoverReport,
  speaker: Speaker,
  name = (of: string) => of,
): string {
  const { measures, crossover } = speaker.messages;
  const input = measures.inputs[path] ?? path;
  return of === 'both' ? input : crossover.ofName({ input, name: name(report[of].name) });
}

/** From where to where an input moves; an error as what it may be off. */
export function movedText({ path, unit, low, high, whatIf }: CrossoverShift, speaker: Speaker): string {
  if (whatIf) return '±20 %';
  if (path === 'error') return `−${Math.round((1 - low) * 100)} % +${Math.round((high - 1) * 100)} %`;
  return amounts(speaker, { unit, share: unit === '1' && high <= 1 }).between(low, high);
}
