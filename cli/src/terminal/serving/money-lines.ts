import type { MoneyFigures, SimulationReport } from '@ridgepoint/engine/report';
import type { Ranged } from '@ridgepoint/engine/training';
import { printer } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { phrases } from '../wrap.ts';

/** Watts and joules, then money: of an hour, of a million tokens, of a task and a user. */
export function moneyLines({ power, money, uses }: SimulationReport, face: Face): string[] {
  const words = face.messages.simulation;
  const print = printer(face);
  const drawn = power
    ? words.power({
        watts: print.range(power.watts, { style: 'short' }),
        output: print.amount(power.joulesPerOutputToken.value, 'J/token', { style: 'short' }),
        token: print.amount(power.joulesPerToken.value, 'J/token', { style: 'short' }),
      })
    : words.noPower;
  const paid = money ? moneyPhrases(money, face) : [words.noPrice];
  const used =
    money && uses
      ? [
          words.uses({
            task: inMoney(uses.perTask, money, face),
            month: inMoney(uses.perUserMonth, money, face),
            ...(uses.perHourOfWork && { hour: inMoney(uses.perHourOfWork, money, face) }),
          }),
        ]
      : [];
  return phrases([drawn, ...paid, ...used], ' · ', face.width - 4);
}

export function moneyPhrases(money: MoneyFigures, face: Face): string[] {
  const words = face.messages.simulation;
  const { input, cached, output } = money;
  const split = {
    ...(input && { input: inMoney(input, money, face) }),
    ...(cached && { cached: inMoney(cached, money, face) }),
    ...(output && { output: inMoney(output, money, face) }),
  };
  return [
    words.perHour(inMoney(money.perHour, money, face)),
    words.perMillion(split),
    words.allPerOutput(inMoney(money.allPerOutput, money, face)),
  ];
}

/** An amount with its range, in the currency that was asked for, with the digits of tables. */
export function inMoney({ value, low, high }: Ranged, { currency, perUsd }: MoneyFigures, face: Face): string {
  const print = printer(face);
  const all = { value: value * perUsd, low: low * perUsd, high: high * perUsd, unit: currency };
  return high > low
    ? print.moneyRange(all, { currency, perUsd }, { digits: 3 })
    : print.money(value * perUsd, { currency, perUsd });
}
