import type { BillFacts } from '../../economics/index.ts';
import type { NamedInput } from './kind.ts';
import { ofFact } from './spread.ts';

/** What a bill depends on besides the work, in every kind of scenario: rent, the site's overhead, the grid. */
export function billInputs(facts: BillFacts, priced: boolean, said: (path: string) => boolean): NamedInput[] {
  const { price, pue, intensity } = facts;
  return [
    {
      path: 'economics.price',
      unit: 'USD/h',
      ...(priced ? ofFact(price, said('economics.price')) : { value: null, stated: false }),
      usual: priced ? [price.value / 5, price.value * 5] : [0.5, 20],
      pace: 'formula',
      names: ['price', 'rent', 'rental price', 'hourly'],
    },
    {
      path: 'economics.pue',
      unit: '1',
      ...ofFact(pue, said('economics.pue')),
      usual: [1, 2],
      within: [1, Number.POSITIVE_INFINITY],
      log: false,
      pace: 'formula',
      names: ['pue'],
    },
    {
      path: 'economics.intensity',
      unit: 'kgCO2e/kWh',
      ...ofFact(intensity, false),
      usual: [0.01, 1],
      pace: 'formula',
      names: ['intensity', 'grid', 'carbon intensity'],
    },
  ];
}
