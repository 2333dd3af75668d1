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

/** What the first answer of the page says: fetched before everything else. */
export const first = {
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
