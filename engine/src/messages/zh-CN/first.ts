import type { first as english } from '../en/first.ts';
import { headline } from './headline.ts';
import { strategy } from './strategy.ts';
import { verdict } from './verdict.ts';
import { web } from './web.ts';

/** 网页第一个答案的标题要用的句子，最先取来。 */
export const first: typeof english = { face: headline, strategy, verdict, web };
