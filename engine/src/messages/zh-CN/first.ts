import type { Messages } from '../en.ts';
import { config } from './config.ts';
import { errors } from './errors.ts';
import { face } from './face.ts';
import { labels } from './labels.ts';
import { names } from './names.ts';
import { quantities } from './quantities.ts';
import { reasons } from './reasons.ts';
import { rules } from './rules.ts';
import { strategy } from './strategy.ts';
import { verdict } from './verdict.ts';
import { web } from './web.ts';

/** 网页第一个答案要用的句子，最先取来。 */
export const first: Pick<Messages, keyof typeof import('../en/first.ts').first> = {
  config,
  errors,
  face,
  labels,
  names,
  quantities,
  reasons,
  rules,
  strategy,
  verdict,
  web,
};
