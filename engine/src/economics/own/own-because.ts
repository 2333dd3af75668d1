import { type Because, derive, input } from '../../because/index.ts';
import { hourOf, type OwnNumbers, ownedParts } from './own-costs.ts';
import type { OwnFacts } from './own-facts.ts';
import { hourPrices } from './tariff.ts';
import {
  capitalPerYear,
  electricityByHour,
  hardwarePrice,
  housingPerYear,
  interruptedHour,
  meanRent,
  millionTokens,
  operatingPerYear,
  ownedHour,
  perYearOfOne,
  priceAtStart,
  rentAtStart,
  reservedHour,
  tokensHour,
  waitYears,
} from './terms.ts';

/** Why every option costs what it does. Root `compare`; children own, on_demand, reserved, spot, api, each in USD for a used hour; own_million is USD for a million tokens. */
export function ownBecause({ inputs, shape }: OwnFacts, numbers: OwnNumbers): Because {
  const leaf = (name: keyof OwnNumbers): Because => inputs[name] ?? input(name, numbers[name], '1');
  const wait = inputs.start
    ? derive('until_start', waitYears, [inputs.start, input('today', shape.today, 'date')])
    : null;
  const atStart = (name: 'on_demand' | 'reserved' | 'spot'): Because =>
    wait ? derive(`${name}_at_start`, rentAtStart, [leaf(name), leaf('rent_fall'), wait]) : leaf(name);
  const rent = (name: 'on_demand' | 'spot', of: string) =>
    derive(of, meanRent, [atStart(name), leaf('rent_fall'), leaf('years')]);
  const own = Number.isFinite(hourOf('own', numbers, shape)) ? owned() : null;
  const options = [
    own,
    inputs.on_demand ? rent('on_demand', 'on_demand') : null,
    inputs.reserved ? derive('reserved', reservedHour, [atStart('reserved'), leaf('utilisation')]) : null,
    inputs.spot
      ? derive('spot', interruptedHour, [rent('spot', 'spot_rent'), leaf('interruptions'), leaf('lost_hours')])
      : null,
    inputs.api_price && inputs.tokens_per_second
      ? derive('api', tokensHour, [leaf('tokens_per_second'), leaf('api_price')])
      : null,
    own && inputs.tokens_per_second ? derive('own_million', millionTokens, [own, leaf('tokens_per_second')]) : null,
  ].filter((node) => node !== null);
  const first = options[0] ?? input('compare', Number.NaN, 'USD/h');
  return {
    ...first,
    name: 'compare',
    kind: 'formula',
    formula: options.map(({ name }) => name).join(', '),
    source: 'sum',
    inputs: options,
  };

  function owned(): Because {
    const parts = ownedParts(numbers, shape);
    const today = derive('hardware', hardwarePrice, [
      leaf('server_price'),
      leaf('network_price'),
      leaf('storage_price'),
    ]);
    const falls = wait && shape.depreciation === 'market';
    const hardware = falls ? derive('hardware_at_start', priceAtStart, [today, leaf('worth'), wait]) : today;
    const residual: Because = {
      name: 'residual',
      value: parts.residual,
      unit: 'USD',
      kind: 'formula',
      formula: RESIDUAL[shape.depreciation],
      source: shape.depreciation,
      inputs: [leaf('worth'), leaf('years')],
    };
    const capital = derive('capital', capitalPerYear, [hardware, leaf('wacc'), leaf('years'), residual]);
    const upkeep: Because = {
      name: 'upkeep_per_year',
      value: parts.upkeep,
      unit: 'USD/a',
      kind: 'formula',
      formula: 'C · m',
      source: 'definition',
      inputs: [leaf('upkeep')],
    };
    const staff = derive('staff', perYearOfOne, [
      leaf('people'),
      leaf('salary'),
      input('accelerators', shape.accelerators, '1'),
    ]);
    const housing = derive('housing_per_year', housingPerYear, [leaf('rated_watts'), leaf('housing')]);
    const operating = derive('operating', operatingPerYear, [upkeep, staff, housing]);
    const { working, idle } = hourPrices(shape.tariffFactors, numbers.utilisation, shape.workingHours);
    const hours = (name: string, factor: number): Because => ({
      name,
      value: numbers.tariff * factor,
      unit: 'USD/kWh',
      kind: 'formula',
      formula: 'e · f',
      source: 'definition',
      inputs: [leaf('tariff'), input('hours', factor, '1')],
    });
    const electricity = derive('electricity', electricityByHour, [
      leaf('watts'),
      leaf('pue'),
      hours('working_hours', working),
      hours('idle_hours', idle),
      leaf('utilisation'),
      leaf('idle'),
    ]);
    return derive('own', ownedHour, [capital, operating, electricity, leaf('utilisation')]);
  }
}

const RESIDUAL = {
  market: 'C · 2^(−n / h)',
  'straight-line': 'C · (1 − n / l)',
  'declining-balance': 'C · (1 − d)^n',
  given: 'C · w',
} as const;
