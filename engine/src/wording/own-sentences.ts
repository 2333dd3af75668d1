import type { LaterFlip, OwnAgainst, OwnComparison, OwnNotice } from '../report/own-comparison.ts';
import { formatCount } from '../units/index.ts';
import { OLD_MARK, sourceWords } from './assumed-line.ts';
import { comma, type Printer, printer } from './printer.ts';
import type { Speaker } from './speaker.ts';

/** Inputs that are named as able to turn the verdict. */
const TURNS = 2;

/** What may keep somebody from it. */
export function noticeSentence({ code, date, source }: OwnNotice, chip: string, speaker: Speaker): string {
  const sentence = speaker.messages.own.notices[code];
  const text =
    typeof sentence === 'function'
      ? (sentence as (v: { chip: string; date: string }) => string)({ chip, date: date ?? '' })
      : String(sentence);
  return source ? `${text} [${sourceWords(source, speaker)}]` : text;
}

/** The verdict first: the use above which owning wins, what that is worth, and what else is to be had. */
export function ownVerdict(own: OwnComparison, speaker: Speaker): string[] {
  const print = printer(speaker);
  const { verdict, question, options, money, tokens } = own;
  const { verdict: words, options: names, inputs, anApi, apiBelow, apiAlways } = speaker.messages.own;
  const use = (share: number) => print.percent(share);
  const years = print.amount(question.years, 'year');
  const hour = (option: string) => {
    const row = options.find((o) => o.option === option)!;
    return print.amount(row.perUsedHour.value, 'USD/h', { currency: money.currency, rate: money.perUsd });
  };
  const { flip, reserved, sure } = verdict;
  const head =
    verdict.kind !== 'flip' || !flip
      ? words[verdict.kind === 'own' ? 'own' : 'rent']({ sure, turns: turnsOf(verdict) })
      : flip.open.high
        ? words.flipFrom({ at: use(flip.at), low: use(flip.low) })
        : words.flip({ at: use(flip.at), low: use(flip.low).replace(/\s*%/, ''), high: use(flip.high) });
  const gap = verdict.ownOverRent;
  const amount = print.moneyRange(inMoney(gap.value < 0 ? negated(gap) : gap, money.perUsd), money);
  const told = {
    use: use(question.utilisation),
    amount,
    years,
    sure: gap.low > 0 || gap.high < 0,
    turns: verdict.kind === 'flip' ? turnsOf(verdict) : '',
  };
  const lines = [head, gap.value < 0 ? words.less(told) : words.more(told)];
  if (reserved?.flip) lines.push(words.reservedFlip({ at: use(reserved.flip.at) }));
  else if (reserved)
    lines.push(
      words[reserved.kind === 'own' ? 'reservedOwn' : 'reservedRent']({
        sure: reserved.sure,
        turns: turnsOf(reserved),
      }),
    );
  if (verdict.later) lines.push(laterLine(verdict.later));
  const best = { sure: verdict.cheapestSure };
  if (verdict.cheapest === 'spot') lines.push(words.spot({ ...best, hour: hour('spot') }));
  if (verdict.cheapest === 'api') lines.push(words.api({ ...best, hour: hour('api') }));
  if (tokens && options.some(({ option }) => option === 'api')) {
    const api = tokens.api ?? anApi;
    lines.push(
      tokens.perDay === null
        ? apiAlways({ api, sure: tokens.sure })
        : apiBelow({ api, perDay: print.amount(tokens.perDay, 'token', { digits: 2 }) }),
    );
  }
  if (question.stated) lines.push(statedLine());
  return lines;

  /** What alone would turn it, the nearest first. */
  function turnsOf({ sure: settled, turns }: OwnAgainst): string {
    if (settled) return '';
    if (turns.length === 0) return words.turnsTogether;
    const each = turns
      .slice(0, TURNS)
      .map(({ name, at, beyond, unit }) =>
        words[beyond]({ input: inputs[name], at: assumedAmount(round3(at), undefined, undefined, unit, money, print) }),
      );
    return words.turns({ inputs: each.join(words.or) });
  }

  function laterLine({ to, date, at, low, high, open }: LaterFlip): string {
    const month = (day: number) => print.amount(day, 'date', { style: 'short' });
    const within = open.high ? words.laterFrom({ low: month(low), end: month(high) }) : `${month(low)}–${month(high)}`;
    return words.later({
      own: to === 'own',
      at: month(at),
      use: use(question.utilisation),
      within,
      date,
    });
  }

  function statedLine(): string {
    const mine = options.find(({ option }) => option === question.stated);
    const best = options.find(({ option }) => option === verdict.firm)!;
    const option = names[question.stated!];
    const { statedSure } = verdict;
    if (!mine || mine.total.value <= best.total.value) return words.statedBest({ option, sure: statedSure });
    const more = print.money(round3((mine.total.value - best.total.value) * money.perUsd), money);
    return words.stated({ option, amount: more, best: names[verdict.firm], sure: statedSure });
  }
}

/** What was asked, in one line. */
export function ownQuestion({ question: q }: OwnComparison, speaker: Speaker): string {
  const print = printer(speaker);
  const words = speaker.messages.own;
  const text = words.question({
    machine: `${formatCount(q.accelerators)} × ${q.chipName}`,
    years: print.amount(q.years, 'year'),
    start: q.start ? print.amount(q.start.day, 'date') : '',
    place: speaker.locale === 'en' ? q.placeName : q.placeNameZh,
    use: print.percent(q.utilisation),
  });
  if (q.utilisationGiven) return text;
  return speaker.locale === 'en' ? `${text} (${words.assumedUse})` : `${text}（${words.assumedUse}）`;
}

/** Worth, self-building, electricity, tokens: a line each. */
export function ownFacts(
  { question, worths, selfBuild, electricity, tokens, money }: OwnComparison,
  speaker: Speaker,
): string[] {
  const print = printer(speaker);
  const words = speaker.messages.own;
  const list = (texts: readonly string[]) => texts.join(comma(speaker));
  const usd = (value: number) => print.money(round3(value * money.perUsd), money);
  const priced = (value: number, unit: 'USD/h' | 'USD/kWh') =>
    print.amount(value, unit, { currency: money.currency, rate: money.perUsd, digits: 3 });
  const lines = [
    words.worth({
      years: print.amount(question.years, 'year'),
      ways: list(
        worths.map(({ method, share, perUsedHour }) =>
          words.worthOf({ way: words.ways[method], share: print.percent(share), hour: priced(perUsedHour, 'USD/h') }),
        ),
      ),
    }),
  ];
  if (selfBuild && question.selfBuild) lines.push(words.selfBuilt({ saves: usd(selfBuild.saves) }));
  else if (selfBuild)
    lines.push(
      words.selfBuild({
        saves: usd(selfBuild.saves),
        parts: list(selfBuild.parts.map(({ part, usd: of }) => `${words.buildParts[part]} ${usd(of)}`)),
        network: usd(selfBuild.network),
        storage: usd(selfBuild.sharedStorage),
      }),
    );
  if (electricity) {
    const { mean, low, high, byHour, working } = electricity;
    const price = byHour
      ? words.byHour({ mean: priced(mean, 'USD/kWh'), low: priced(low, 'USD/kWh'), high: priced(high, 'USD/kWh') })
      : priced(mean, 'USD/kWh');
    const cheap =
      question.workingHours === 'cheapest'
        ? comma(speaker) + words.cheapHours({ working: priced(working, 'USD/kWh') })
        : '';
    lines.push(
      words.electricity({
        price: price + cheap,
        energy: print.amount(electricity.megawattHours * 3.6e9, 'J'),
        power: print.amount(electricity.siteKilowatts * 1000, 'W'),
      }),
    );
  }
  if (tokens)
    lines.push(
      words.tokens({
        rate: print.amount(tokens.perSecond, 'token/s'),
        served: tokens.served
          ? words.served({
              model: tokens.served.modelName,
              input: print.amount(tokens.served.input, '1'),
              output: print.amount(tokens.served.output, '1'),
            })
          : '',
        capacity: print.amount(tokens.capacity, 'token', { digits: 2 }),
      }),
    );
  return lines;
}

/** What nobody said, with its source and age, a text each; what is old is marked. */
export function ownAssumedTexts({ assumed, money }: OwnComparison, speaker: Speaker): string[] {
  const print = printer(speaker);
  const words = speaker.messages.own;
  const texts = assumed.map(({ key, value, low, high, unit, source, age, estimate }) => {
    const name = words.inputs[key as keyof typeof words.inputs];
    const marked = `${age ? `${comma(speaker)}${age.date}` : ''}${age?.old ? OLD_MARK : ''}${estimate ? `${comma(speaker)}${words.estimate}` : ''}`;
    return `${name} ${assumedAmount(value, low, high, unit, money, print)} [${sourceWords(source, speaker)}${marked}]`;
  });
  if (money.currency !== 'USD')
    texts.push(
      `${money.perUsd.toPrecision(5)} ${money.currency}/USD${money.age ? ` [${money.age.date}${money.age.old ? OLD_MARK : ''}]` : ''}`,
    );
  return texts;
}

/** A number of the assumed inputs, in words of its unit. */
export function assumedAmount(
  value: number,
  low: number | undefined,
  high: number | undefined,
  unit: string,
  money: OwnComparison['money'],
  print: Printer,
): string {
  const known = { value, low: low ?? value, high: high ?? value };
  const ranged = low !== undefined && high !== undefined && low !== high;
  if (unit === 'share' || unit.startsWith('share/') || unit === '1/a')
    return ranged ? print.percentRange({ ...known, unit: '1' }) : print.percent(value);
  const printed = PRINTED[unit] ?? unit;
  const options = printed.startsWith('USD') ? { currency: money.currency, rate: money.perUsd } : {};
  return ranged ? print.range({ ...known, unit: printed }, options) : print.amount(value, printed, options);
}

/** Units of inputs as units/ prints them; a year of a person or of a kilowatt is money. */
const PRINTED: Readonly<Record<string, string>> = {
  'USD/a': 'USD',
  'USD/year': 'USD',
  'USD/kW/a': 'USD',
  a: 'year',
};

const inMoney = (usd: { value: number; low: number; high: number; unit: string }, perUsd: number) => ({
  ...usd,
  value: round3(usd.value * perUsd),
  low: round3(usd.low * perUsd),
  high: round3(usd.high * perUsd),
});
const negated = ({ value, low, high, unit }: OwnComparison['verdict']['ownOverRent']) => ({
  value: -value,
  low: -high,
  high: -low,
  unit,
});

/** Three digits: nothing here is known better. */
export const round3 = (value: number): number => Number(value.toPrecision(3));
