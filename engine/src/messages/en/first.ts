import { headline } from './headline.ts';
import { strategy } from './strategy.ts';
import { verdict } from './verdict.ts';
import { web } from './web.ts';

/** What the page says with the headline of its first answer, and before it: fetched before everything else. */
export const first = { face: headline, strategy, verdict, web };
