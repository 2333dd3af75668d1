import type { OwnInput, OwnOption } from '../../economics/index.ts';
import type { ExportRule } from '../../facts/index.ts';
import type { OwnPart, SelfBuild, Worth } from '../../report/own-comparison.ts';
import { type Near, nearest } from './words.ts';

/** Whether the ranges leave it open, and what would turn it, empty where that is told elsewhere. */
interface Doubt {
  readonly sure: boolean;
  readonly turns: string;
}

const probably = ({ sure }: { readonly sure: boolean }): string => (sure ? '' : 'probably ');

/** Rent, own or an API's tokens. Figures come printed by units/. */
export const own = {
  verdict: {
    flip: (v: { at: string; low: string; high: string }) =>
      `Rent below ${v.at} use; owning wins above ${v.at} [${v.low}–${v.high}].`,
    flipFrom: (v: { at: string; low: string }) =>
      `Rent below ${v.at} use; owning wins above ${v.at} [from ${v.low}; with prices at their ends perhaps never].`,
    rent: (v: Doubt) =>
      v.sure
        ? 'Rent: owning costs more than rent on demand at any use.'
        : `Probably rent: owning costs more than rent on demand at any use, but the ranges overlap; ${v.turns}.`,
    own: (v: Doubt) =>
      v.sure
        ? 'Own: it costs less than rent on demand at any use.'
        : `Probably own: it costs less than rent on demand at any use, but the ranges overlap; ${v.turns}.`,
    less: (v: { use: string; amount: string; years: string } & Doubt) =>
      `At ${v.use} use owning ${probably(v)}costs ${v.amount} less than rent on demand over ${v.years}${v.turns && `; ${v.turns}`}.`,
    more: (v: { use: string; amount: string; years: string } & Doubt) =>
      `At ${v.use} use owning ${probably(v)}costs ${v.amount} more than rent on demand over ${v.years}${v.turns && `; ${v.turns}`}.`,
    reservedRent: (v: Doubt) =>
      v.sure
        ? 'Reserved rent for the whole time is cheaper than owning at any use.'
        : `Reserved rent for the whole time is probably cheaper than owning at any use, but the ranges overlap; ${v.turns}.`,
    reservedOwn: (v: Doubt) =>
      v.sure
        ? 'Owning is cheaper than reserved rent at any use.'
        : `Owning is probably cheaper than reserved rent at any use, but the ranges overlap; ${v.turns}.`,
    turns: (v: { inputs: string }) => `it turns with ${v.inputs}`,
    or: ' or ',
    above: (v: { input: string; at: string }) => `${v.input} above ${v.at}`,
    below: (v: { input: string; at: string }) => `${v.input} below ${v.at}`,
    turnsTogether: 'only several inputs near their ends turn it together',
    reservedFlip: (v: { at: string }) => `Against reserved rent, paid for idle hours too, owning wins above ${v.at}.`,
    later: (v: { own: boolean; at: string; use: string; within: string; date: string }) =>
      `Who starts in ${v.at} or later [${v.within}] had better ${v.own ? 'own' : 'rent'} at ${v.use} use, for rents and prices fall: --start ${v.date}.`,
    laterFrom: (v: { low: string; end: string }) => `${v.low} at the earliest, perhaps not before ${v.end}`,
    spot: (v: { hour: string; sure: boolean }) =>
      `Work that may be interrupted is ${probably(v)}cheapest on spot: ${v.hour} of work.`,
    api: (v: { hour: string; sure: boolean }) =>
      `The same tokens from an API are ${probably(v)}cheapest: ${v.hour} for what an hour gives.`,
    stated: (v: { option: string; amount: string; best: string; sure: boolean }) =>
      `Your ${v.option} ${probably(v)}costs ${v.amount} more over the period than ${v.best}.`,
    statedBest: (v: { option: string; sure: boolean }) =>
      `Your ${v.option} is ${probably(v)}the cheapest that is surely there.`,
  },
  question: (v: { machine: string; years: string; start: string; place: string; use: string }) =>
    `${v.machine}, ${v.years}${v.start && ` from ${v.start} on`}, ${v.place}, used ${v.use} of the hours`,
  assumedUse: 'assumed; yours by --utilisation',
  options: {
    'on-demand': 'rent on demand',
    reserved: 'rent reserved',
    spot: 'rent on spot',
    own: 'own',
    api: 'tokens of an API',
  } satisfies Record<OwnOption, string>,
  columns: {
    option: 'option',
    hour: 'a used GPU-hour',
    year: 'a year',
    million: '1M tokens',
    age: 'prices of',
  },
  spotMark: 'spot machines can be taken away; each interruption loses work',
  made: (v: { years: string; upfront: string }) => `Owning for ${v.years}, of which ${v.upfront} on the first day`,
  parts: {
    server: 'accelerators with servers',
    network: 'switches, optics, cables',
    storage: 'shared storage',
    resale: 'sold at the end',
    interest: 'cost of capital',
    upkeep: 'upkeep and insurance',
    housing: 'housing',
    electricity: 'electricity',
    staff: 'staff',
  } satisfies Record<OwnPart['part'], string>,
  housedIn: (kind: string) => `housing (${kind})`,
  housings: { colocation: 'colocation', hall: 'own hall', none: 'not counted' },
  picture: (v: { months: string }) => `Paid so far, by month (${v.months})`,
  month: 'month',
  paid: 'paid so far',
  part: 'part',
  ownsAbove: 'use above which owning wins',
  crossing: (v: { month: string }) => `paid back in month ${v.month}`,
  ends: 'bars near the end: the range of what is paid in all',
  noCrossing: 'not paid back before the end',
  resaleDrop: (v: { amount: string }) => `at the end ${v.amount} come back by selling`,
  tornado: 'What the flip hangs on most',
  gone: 'none',
  inputs: {
    utilisation: 'use',
    years: 'years',
    start: 'start',
    server_price: 'accelerator with server',
    network_price: 'network',
    storage_price: 'shared storage',
    wacc: 'cost of capital',
    worth: 'loss of worth',
    upkeep: 'upkeep',
    people: 'people',
    salary: 'salary',
    housing: 'housing, kW and year',
    rated_watts: 'power contracted',
    watts: 'power at work',
    idle: 'idle over working power',
    pue: 'PUE',
    tariff: 'electricity',
    on_demand: 'rent on demand',
    reserved: 'rent reserved',
    spot: 'rent on spot',
    interruptions: 'spot interruptions an hour',
    lost_hours: 'lost at each',
    rent_fall: 'yearly fall of rents',
    tokens_per_second: 'tokens a second',
    api_price: 'price of a million tokens',
  } satisfies Record<OwnInput, string>,
  worth: (v: { years: string; ways: string }) => `Worth after ${v.years}: ${v.ways}`,
  worthOf: (v: { way: string; share: string; hour: string }) => `${v.way} ${v.share} (${v.hour})`,
  ways: {
    market: 'market',
    'straight-line': 'straight line',
    'declining-balance': 'declining balance',
    given: 'as you say',
  } satisfies Record<Worth['method'], string>,
  selfBuild: (v: { saves: string; parts: string; network: string; storage: string }) =>
    `Self-building saves up to ${v.saves} of sellers' margin; the rest to save on: ${v.parts}; network ${v.network}, shared storage ${v.storage}`,
  selfBuilt: (v: { saves: string }) => `Built from parts: ${v.saves} of sellers' margin are left out`,
  buildParts: {
    cpu: 'CPU',
    memory: 'memory',
    storage: 'local storage',
    nic: 'network cards',
    other: 'chassis and assembly',
  } satisfies Record<SelfBuild['parts'][number]['part'], string>,
  electricity: (v: { price: string; energy: string; power: string }) =>
    `Electricity ${v.price}; ${v.energy} a year, ${v.power} at the meter`,
  byHour: (v: { mean: string; low: string; high: string }) => `${v.mean} on average, ${v.low} to ${v.high} by the hour`,
  cheapHours: (v: { working: string }) => `work in the cheapest hours first pays ${v.working}`,
  tokens: (v: { rate: string; capacity: string; served: string }) =>
    `${v.served}${v.rate} an accelerator at work: at most ${v.capacity} a day`,
  served: (v: { model: string; input: string; output: string }) =>
    `${v.model} served flat out, prompts of ${v.input} and answers of ${v.output} tokens: `,
  apiBelow: (v: { api: string; perDay: string }) => `${v.api} is cheaper than owning below ${v.perDay} a day.`,
  apiAlways: (v: { api: string; sure: boolean }) =>
    `${v.api} is ${probably(v)}cheaper than owning however much is asked.`,
  anApi: 'the API',
  notices: {
    'licence-case-by-case': (v: { chip: string; date: string }) =>
      `${v.chip} needs a US export licence for China, judged case by case since ${v.date}; a buyer there may not get it. H20 or a Chinese accelerator may be what is on sale: --on h20`,
    'licence-denied': (v: { chip: string; date: string }) =>
      `${v.chip} was not open to export to China on ${v.date}: it is not legally on sale there. H20 or a Chinese accelerator may be what is: --on h20`,
    'customs-block': (v: { chip: string; date: string }) =>
      `Chinese customs did not let ${v.chip} in on ${v.date}; ask again before you plan with it`,
    'rents-abroad': 'Rents are those of sellers outside China: none from there is in the catalogue; yours by --rent',
    'no-demand-charge':
      'The monthly charge for demand of a two-part tariff is not counted: no table of it could be read',
    'start-moves':
      "Until the start rents go on falling as they do a year, and machines are bought for what the market pays then (today's price, by the half-life of its worth); electricity, housing, upkeep's share and salaries stay",
    'start-book':
      "Until the start rents go on falling as they do a year; machines keep today's price, for books only spread it: with --depreciation market they are bought for what they are worth then",
    'start-api': 'The price of the API stays as it is today: no published trend of token prices is in the catalogue',
    'start-far':
      'The start is more than three years off: the fall of rents (2017 to 2025) and the half-life of worth need not go on so long, and that is not in the ranges',
  } satisfies Record<ExportRule['rule'], unknown> & Record<string, unknown>,
  assumed: 'Assumed',
  estimate: 'assumption',
  older: (v: { days: string }) => `† older than ${v.days} days`,
  oldFacts: (v: { days: string; list: string }) => `Facts older than ${v.days} days: ${v.list}.`,
  oldFact: (v: { name: string; date: string; of: string }) => `${v.name} ${v.date}${v.of && ` (${v.of})`}`,
  errors: {
    unknownPlace: (v: { name: string; nearest?: Near }) =>
      `place "${v.name}" is not in the catalogue${nearest(v.nearest)}; all: ridgepoint catalogue ls places; or give --tariff`,
    unknownApi: (v: { name: string; nearest?: Near }) =>
      `no price of "${v.name}" is in the catalogue${nearest(v.nearest)}; all: ridgepoint catalogue ls tokenPrices; or give --api-price`,
    noPurchase: (v: { chip: string }) =>
      `no purchase price of ${v.chip} is known; give what one costs with its share of a server: --server "35000 USD"`,
    shareOrPercent: (v: { what: string; value: string; nearest?: Near }) =>
      `${v.what} ${v.value} is more than all: a share lies between 0 and 1, or is written with %${nearest(v.nearest)}`,
    noRent: (v: { chip: string }) => `no rent of ${v.chip} is known; give one: --rent "2 USD/h"`,
  },
};
