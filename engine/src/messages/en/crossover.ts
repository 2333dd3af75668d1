/** Where the better of two flips. Figures come printed. */
export const crossover = {
  wins: (name: string) => `${name} wins`,
  neither: 'neither is possible',
  tie: 'both are equal',
  /** Pieces of one sentence, in order along the axis. */
  below: (v: { who: string; at: string }) => `${v.who} below ${v.at}`,
  between: (v: { who: string; from: string; to: string }) => `${v.who} from ${v.from} to ${v.to}`,
  /** Without a place: above the one just named. */
  above: (v: { who: string; at: string }) => `${v.who} above${v.at ? ` ${v.at}` : ''}`,
  /** The same along days. */
  before: (v: { who: string; at: string }) => `${v.who} before ${v.at}`,
  fromOn: (v: { who: string; at: string }) => `${v.who}${v.at ? ` from ${v.at} on` : ' from then on'}`,
  flipsAfter: (v: { input: string; stands: string; wait: string; later: boolean }) =>
    `It flips ${v.wait} ${v.later ? 'after' : 'before'} today's ${v.input} (${v.stands}).`,
  everywhere: (v: { who: string; from: string; to: string; sure: boolean }) =>
    v.sure
      ? `${v.who} everywhere from ${v.from} to ${v.to}`
      : `Probably ${v.who} everywhere from ${v.from} to ${v.to}, but the ranges overlap`,
  /** Pieces with "; " between them. */
  sentence: (pieces: string) => `${pieces.split('; ').join(', ')}.`,
  asked: (v: { input: string; of: string; measure: string; better: 'smaller' | 'larger' }) =>
    `over ${v.input}${v.of ? ` of ${v.of}` : ''}; judged by ${v.measure}, ${v.better} wins`,
  nowWins: (v: {
    name: string;
    value: string;
    other: string;
    margin: string;
    better: 'smaller' | 'larger';
    sure: boolean;
  }) =>
    `As things stand ${v.name} ${v.sure ? '' : 'probably '}wins: ${v.value} against ${v.other}, ${v.margin} ${v.better === 'smaller' ? 'less' : 'more'}.`,
  nowTie: (v: { value: string }) => `As things stand both are equal: ${v.value}.`,
  nowOnly: (v: { name: string; value: string; other: string; outcome: string }) =>
    `As things stand only ${v.name} is possible (${v.value}); ${v.other}: ${v.outcome}.`,
  /** The other's is not known, which is no reason against it. */
  nowFirst: (v: { name: string; value: string; other: string; outcome: string }) =>
    `As things stand ${v.name} comes to ${v.value}; ${v.other}: ${v.outcome}.`,
  nowUnknown: (v: { a: string; ofA: string; b: string; ofB: string }) =>
    `As things stand they cannot be compared; ${v.a}: ${v.ofA}, ${v.b}: ${v.ofB}.`,
  notKnown: (v: { measure: string; inputs: string }) =>
    `possible, ${v.measure} not known${v.inputs && ` without a value of: ${v.inputs}`}`,
  nowNeither: (v: { a: string; ofA: string; b: string; ofB: string }) =>
    `As things stand neither is possible; ${v.a}: ${v.ofA}, ${v.b}: ${v.ofB}.`,
  distance: (v: { input: string; stands: string; factor: string }) =>
    `It flips at ${v.factor} times today's ${v.input} (${v.stands}).`,
  standsAt: (v: { input: string; a: string; b: string }) => `Today's ${v.input}: ${v.a} and ${v.b}.`,
  crossing: (v: { at: string; date: boolean; value: string; within: string }) =>
    `${v.date ? 'In' : 'At'} ${v.at} both come to ${v.value}${v.within && ` (${v.within})`}.`,
  jump: (v: { at: string; a: string; ofA: string; b: string; ofB: string }) =>
    `At ${v.at} they pass each other in a step: ${v.a} ${v.ofA}, ${v.b} ${v.ofB}.`,
  stops: (v: { at: string; name: string; outcome: string }) =>
    `At ${v.at} ${v.name} stops being possible: ${v.outcome}.`,
  begins: (v: { at: string; name: string; outcome: string }) =>
    `${v.name} is possible only from ${v.at} on; below: ${v.outcome}.`,
  open: (v: { side: 'low' | 'high' }): string =>
    v.side === 'high'
      ? 'Within what is not known, it may lie beyond the end of the range.'
      : 'Within what is not known, it may lie before the beginning of the range.',
  nearest: (v: { at: string; a: string; ofA: string; b: string; ofB: string; margin: string }) =>
    `They come nearest at ${v.at}: ${v.a} ${v.ofA}, ${v.b} ${v.ofB}, ${v.margin} apart.`,
  farDates: (v: { at: string }) =>
    `Beyond ${v.at} the yearly falls of prices are taken to go on, which nobody can know; the ranges do not say it.`,
  unsure: (v: { from: string; to: string }) =>
    `From ${v.from} to ${v.to} they come so near each other that a pair of flips may hide there.`,
  searched: (v: { looks: string; share: string }) =>
    `Each of ${v.looks} points was a search of its own and plans change in steps: what lies between them may be missed (${v.share} of the range).`,
  sure: (v: { share: string }) => `No stretch longer than ${v.share} of the range is missed.`,
  stopped: 'Stopped: what was seen until then.',
  relative: 'times the better of the two',
  moves: 'What moves it most',
  ofName: (v: { input: string; name: string }) => `${v.name}: ${v.input}`,
  gone: 'no flip',
  leader: 'wins',
  flipsAt: (input: string) => `the flip, over ${input}`,
  tornadoColumns: { input: 'input', low: 'from', high: 'to', atLow: 'flip then', atHigh: 'and then' },
  whatIf: 'known, moved by ±20 % to see what hangs on it; not in the range above',
  map: (v: { x: string; y: string }) => `${v.y} (upward) over ${v.x}`,
  share: (v: { name: string; share: string }) => `${v.name} ${v.share}`,
  here: 'as things stand',
  curvesNote: 'Shaded: where the flip may lie. Dashed: as things stand.',
  tornadoNote: 'Blue: with the input at its lower end; orange: at its higher.',
  title: (v: { a: string; b: string }) => `${v.a} against ${v.b}`,
};
