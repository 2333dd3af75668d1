import { baseValue } from '../../facts/index.ts';
import { parametersOf } from '../../model/index.ts';
import { meanOf } from '../../serving/index.ts';
import type { ServingCase } from './case.ts';
import type { Load } from './load.ts';

/** What of the datasheet peak a prompt is said to reach by those who reckon on the back of an envelope. */
const PEAK_SHARE = 0.5;

/**
 * What a back-of-envelope planner would say, up to one constant that the score fits on each family: a token takes the bytes of the active
 * weights over bandwidth, a prompt its FLOP over half of the peak, a run whichever of both its requests need more of.
 */
export function naiveFigures(one: ServingCase): (quantity: string) => number {
  const { load, problem, replicas } = one;
  const { architecture, deployment, machine } = problem;
  const ranks = deployment.tp * deployment.pp * deployment.dp;
  const { active } = parametersOf(architecture);
  const step = (active * deployment.weights.bits) / 8 / (ranks * baseValue(machine.chip.memory.bandwidth));
  const peak =
    machine.rates.peak[deployment.weights.products] || machine.rates.peak.bf16 || machine.rates.peak.fp16 || 1e12;
  const { batch, input, output } = amountsOf(load);
  const prompt = (2 * active * input) / (ranks * PEAK_SHARE * peak);
  const perRequest = Math.max(step / batch, (2 * active) / (ranks * PEAK_SHARE * peak)) * output + prompt;
  const rate =
    (load.kind === 'open-loop' ? Math.min(load.requestsPerSecond, 1 / perRequest) : 1 / perRequest) * replicas;
  const tdp = machine.rates.tdp * ranks;
  return (quantity) => {
    switch (quantity) {
      case 'decode_tokens_per_s':
        return batch / step;
      case 'prefill_tokens_per_s':
        return input / prompt;
      case 'requests_per_s':
        return rate;
      case 'total_tokens_per_s':
        return rate * (input + output);
      case 'output_tokens_per_s':
        return load.kind === 'alone' ? batch / step : rate * output;
      case 'power_w':
        return tdp;
      case 'energy_per_token_j':
        return tdp / (rate * output);
    }
    const seconds = quantity.startsWith('ttft')
      ? prompt
      : /^(tpot|itl)/.test(quantity)
        ? step
        : quantity === 'makespan_s' && load.kind === 'replay'
          ? load.trace.arrival.at(-1)!
          : prompt + step * output;
    return quantity.includes('_ms') ? 1e3 * seconds : seconds;
  };
}

/** Requests at once, tokens of a prompt and of an answer. */
function amountsOf(load: Load): { batch: number; input: number; output: number } {
  switch (load.kind) {
    case 'static-batch':
      return load;
    case 'alone':
      return { batch: load.batch, input: load.prompt, output: load.output };
    case 'replay': {
      const { count, input, output } = load.trace;
      const sum = (xs: Int32Array) => xs.reduce((a, b) => a + b, 0);
      return { batch: 1, input: sum(input) / count, output: sum(output) / count };
    }
    default: {
      const batch =
        load.kind === 'steady'
          ? load.running
          : load.kind === 'offline'
            ? 256
            : 'concurrency' in load
              ? load.concurrency
              : 1;
      return { batch, input: meanOf(load.input), output: meanOf(load.output) };
    }
  }
}
