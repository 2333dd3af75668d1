import { LANGUAGES, PRESET_IDS, TOKENIZERS } from '../../serving/index.ts';
import { requestRate } from '../traffic/request-rate.ts';
import { choice, quantity } from './field.ts';

/** A length that need not be said. */
export const tokens = (flag: string) => quantity('token', { min: 1, max: 1e7, whole: true }, { flag }).optional();

/** Who asks, how often and how long: the words of `traffic generate`, in a scenario as in flags. */
export const trafficFields = () => ({
  preset: choice(PRESET_IDS, { flag: 'preset' }).optional(),
  rate: requestRate('rate').optional(),
  users: quantity('1', { min: 1, max: 1e10 }, { flag: 'users' }).optional(),
  turns: quantity('1', { min: 0.001, max: 1e5 }, { flag: 'turns' }).optional(),
  question: quantity('1', { min: 1, max: 1e6 }, { flag: 'question' }).optional(),
  answer: quantity('1', { min: 1, max: 1e6 }, { flag: 'answer' }).optional(),
  language: choice(LANGUAGES, { flag: 'language' }).optional(),
  tokenizer: choice(TOKENIZERS, { flag: 'tokenizer' }).optional(),
  input: tokens('input'),
  output: tokens('output'),
  arrivals: choice(['poisson', 'gamma', 'weibull', 'constant'], { flag: 'arrivals' }).optional(),
  cv: quantity('1', { min: 0.01, max: 30 }, { flag: 'cv' }).optional(),
  day: choice(['steady', 'daily'], { flag: 'day' }).optional(),
  duration: quantity('s', { min: 0.001, max: 1e9 }, { flag: 'duration' }).optional(),
  requests: quantity('1', { min: 1, max: 50_000_000, whole: true }, { flag: 'requests' }).optional(),
  seed: quantity('1', { max: 2 ** 53 - 1, whole: true }, { flag: 'seed' }).optional(),
});
