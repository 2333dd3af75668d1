import { type Because, derive, input } from '../../because/index.ts';
import { productRange, type Spread } from '../../economics/index.ts';
import type { ServeMoney } from '../../report/serve-report.ts';
import type { SteadyFigures } from '../../serving/index.ts';
import type { Load } from '../../serving/search/steady-state.ts';
import { asRanged } from './serving-energy.ts';
import { hourly, perMillion } from './serving-terms.ts';
import type { ServingPlace } from './settle-serving.ts';

export interface MoneyAnswer {
  readonly figures: ServeMoney;
  readonly because: readonly Because[];
}

/** Money of an hour and of a million tokens of each kind; null where no price is known. `requests` = requests a second of the whole system. */
export function moneyOf(
  { price, money }: ServingPlace,
  accelerators: number,
  { shares }: SteadyFigures,
  load: Load,
  requests: Because,
): MoneyAnswer | null {
  if (!price) return null;
  const hour = ranged(derive('cost_per_hour', hourly, [input('accelerators', accelerators, '1'), price]), [price]);
  const rateOf = (name: string, tokens: number): Because => ({
    name,
    value: requests.value * tokens,
    low: (requests.low ?? requests.value) * tokens,
    high: (requests.high ?? requests.value) * tokens,
    unit: 'token/s',
    kind: 'formula',
    formula: 'requests · tokens',
    source: 'definition',
    inputs: [requests, input('tokens', tokens, 'token')],
  });
  const million = (name: string, share: number, tokens: number): Because | null => {
    if (!(tokens > 0)) return null;
    const rate = rateOf('rate', tokens);
    // A faster system is a cheaper one: the ends of the rate change places.
    const inverse: Spread = {
      value: 1 / rate.value,
      low: 1 / (rate.high ?? rate.value),
      high: 1 / (rate.low ?? rate.value),
    };
    return ranged(derive(name, perMillion, [hour, input('share', share, 'share'), rate]), [hour, inverse]);
  };
  const fresh = load.input - load.cached;
  const nodes = {
    input: million('cost_per_million_input', shares.input, fresh),
    cached: million('cost_per_million_cached', shares.cached, load.cached),
    output: million('cost_per_million_output', shares.output, load.output)!,
    allPerOutput: million('cost_per_million', 1, load.output)!,
    blended: million('cost_per_million_blended', 1, load.input + load.output)!,
  };
  return {
    figures: {
      currency: money.rate.currency,
      perUsd: money.rate.perUsd,
      perHour: asRanged(hour),
      input: nodes.input && asRanged(nodes.input),
      cached: nodes.cached && asRanged(nodes.cached),
      output: asRanged(nodes.output),
      allPerOutput: asRanged(nodes.allPerOutput),
      blended: asRanged(nodes.blended),
      perRequest: { ...perRequest(nodes.allPerOutput, load.output), unit: 'USD' },
      shares,
    },
    because: [hour, ...Object.values(nodes).filter((node) => node !== null)],
  };
}

/** All cost over requests: an answer's share of a million tokens. */
function perRequest({ value, low = value, high = value }: Because, tokens: number) {
  const share = tokens / 1e6;
  return { value: value * share, low: low * share, high: high * share };
}

function ranged(node: Because, factors: readonly Spread[]): Because {
  const { low, high } = productRange(node.value, node.unit, factors);
  return { ...node, low, high };
}
