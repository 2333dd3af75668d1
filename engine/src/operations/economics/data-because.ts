import { type Because, derive, input } from '../../because/index.ts';
import { baseValue } from '../../facts/index.ts';
import { BESIROGLU, lossOf, type SpreadSplit } from '../../training/index.ts';
import type { TrainingBudget } from './training-budget.ts';

const LAW = 'T. Besiroglu et al., arXiv 2404.10102';
const HOUR = 3600;

/** Why a budget is so many FLOP, and why they are best spent on so many parameters and tokens. */
export function dataBecause(budget: TrainingBudget, best: SpreadSplit, loss: { low: number; high: number }): Because {
  const flop = flopBecause(budget);
  const law = Object.entries(BESIROGLU).map(
    ([name, value]): Because => ({ name, value, unit: '1', kind: 'fact', source: LAW, date: '2024-04' }),
  );
  const [E, A, B, alpha, beta] = (['E', 'A', 'B', 'alpha', 'beta'] as const).map(
    (key) => law.find(({ name }) => name === key)!,
  ) as [Because, Because, Because, Because, Because];
  const parameters: Because = {
    name: 'parameters',
    value: best.parameters,
    low: best.parametersBetween.low,
    high: best.parametersBetween.high,
    unit: '1',
    kind: 'formula',
    formula: 'G · (C / 6)^(β / (α + β)), G = (α A / (β B))^(1 / (α + β))',
    source: 'J. Hoffmann et al., arXiv 2203.15556, equation 4',
    inputs: [flop, A, B, alpha, beta],
  };
  const tokens: Because = {
    name: 'tokens',
    value: best.tokens,
    low: best.tokensBetween.low,
    high: best.tokensBetween.high,
    unit: 'token',
    kind: 'formula',
    formula: 'C / (6 · N)',
    source: '6 FLOP a parameter and token: J. Kaplan et al., arXiv 2001.08361',
    inputs: [flop, parameters],
  };
  const reached: Because = { ...derive('loss', lossOf, [parameters, tokens, E, A, alpha, B, beta]), ...loss };
  const parts = [flop, parameters, tokens, reached];
  return {
    ...flop,
    name: 'data',
    kind: 'formula',
    formula: parts.map(({ name }) => name).join(', '),
    source: 'sum',
    inputs: parts,
  };
}

/** FLOP as said; else hours times what a chip does in one, hours perhaps bought. */
function flopBecause({ flop, hours, usd, chip, mfu, assumed }: TrainingBudget): Because {
  const { value, low, high } = flop;
  const said = { ...input('flop', value, 'FLOP'), low, high };
  if (hours === null || !chip || !mfu) return said;
  const price = assumed.find(({ key }) => key === 'price');
  const held: Because =
    usd === null
      ? input('accelerator_hours', hours, 'GPU-h')
      : {
          name: 'accelerator_hours',
          value: hours,
          unit: 'GPU-h',
          kind: 'formula',
          formula: 'b / p',
          source: 'definition',
          inputs: [
            input('budget', usd, 'USD'),
            price
              ? {
                  name: 'price',
                  value: usd / hours,
                  low: price.low,
                  high: price.high,
                  unit: 'USD/h',
                  kind: 'fact',
                  source: price.source,
                }
              : input('price', usd / hours, 'USD/h'),
          ],
        };
  const peak = (chip.peak.bf16 ?? chip.peak.fp16)!;
  const used = assumed.find(({ key }) => key === 'stand_in');
  const share: Because = used
    ? {
        ...mfu,
        name: 'mfu',
        unit: 'share',
        kind: 'fact',
        source: used.source,
        note: String(used.value),
      }
    : input('mfu', mfu.value, 'share');
  return {
    ...said,
    kind: 'formula',
    formula: `h · ${HOUR} · P · MFU`,
    source: 'definition',
    inputs: [
      held,
      { name: 'peak', value: baseValue(peak), unit: 'FLOP/s', kind: 'fact', source: peak.source, date: peak.date },
      share,
    ],
  };
}
