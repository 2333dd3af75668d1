import type { Because } from '../../because/index.ts';
import type { Catalogue } from '../../facts/index.ts';
import { InputError, refuse } from '../input-error.ts';
import { estimated } from '../serving/estimate-serve.ts';
import type { OwnScenario } from './own-schema.ts';

/** A prompt and an answer where nobody says: as `estimate serve` takes them. */
const USUAL_TOKENS = 1024;

/** Output tokens a second of one accelerator that serves a network, and how it does. */
export interface ServedRate {
  readonly because: Because;
  readonly modelName: string;
  /** Prompts and answers, tokens. */
  readonly input: number;
  readonly output: number;
}

/**
 * What one accelerator gives while it works, by `estimate serve`: flat out, on the fewest accelerators that hold the network. Hours
 * without work are the share of use that owning is asked with, so they are not taken off here again. Throws InputError.
 */
export function servedRate(
  catalogue: Catalogue,
  accelerator: string,
  { model, weights, input = USUAL_TOKENS, output = USUAL_TOKENS }: NonNullable<OwnScenario['tokens']>,
): ServedRate {
  try {
    const report = estimated(
      { catalogue },
      {
        serve: { model: model!, ...(weights !== undefined && { weights: [weights] }) },
        on: { accelerator: [accelerator] },
        traffic: { input, output },
      },
    );
    const { modelName, chipName } = report.question;
    const rate = report.figures?.tokensPerSecondPerAccelerator;
    if (!rate || !(rate.value > 0))
      throw refuse('study-rule', 'tokens.model', {
        value: modelName,
        values: { rule: 'not-served', model: modelName, chip: chipName },
      });
    return {
      because: {
        name: 'tokens_per_second',
        value: rate.value,
        low: rate.low,
        high: rate.high,
        unit: 'token/s',
        kind: 'formula',
        formula: `estimate serve: ${modelName}, ${input} + ${output} tokens`,
        source: `${modelName}, ridgepoint estimate serve`,
        inputs: report.because?.inputs ?? [],
      },
      modelName,
      input,
      output,
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // What is wrong with the serving is wrong with the model here.
    const { path } = error.problem;
    throw new InputError({
      ...error.problem,
      path: path.startsWith('tokens') ? path : `tokens.${path.replace('serve.', '')}`,
    });
  }
}
