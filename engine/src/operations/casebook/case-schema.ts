import * as z from 'zod';
import { VERDICTS } from '../../report/case-report.ts';
import { later } from '../scenario/later.ts';
import { worksheetSchema } from '../worksheet/schema.ts';

/** What the cases are about, in the order in which they are listed. */
export const TOPICS = [
  'training',
  'serving',
  'chips',
  'memory',
  'network',
  'silicon',
  'money',
  'energy',
  'market',
  'software',
] as const;

/** A text for readers in both languages; `{name}` stands for a line's number. */
const both = later(() =>
  z
    .strictObject({ en: z.string().min(1).max(1500), zh: z.string().min(1).max(1500) })
    .transform(({ en, zh }) => ({ en, 'zh-CN': zh })),
);
const expression = z.union([z.string().min(1).max(500), z.boolean()]).transform(String);
const typed = z.union([z.string().max(80), z.number()]).transform(String);
const line = z.string().max(60);

/** One rule of a verdict: the first whose condition holds is the verdict; the last has none. */
const rule = later(() => z.strictObject({ is: z.enum(VERDICTS), when: expression.optional(), says: both }));

/** Where the better of two formulas flips along a line; without formulas, where the verdict changes. */
const crossover = later(() =>
  z.strictObject({
    over: line,
    from: typed,
    to: typed,
    log: z.boolean().optional(),
    whole: z.boolean().optional(),
    better: z.enum(['smaller', 'larger']).optional(),
    a: z.strictObject({ formula: expression, name: both }).optional(),
    b: z.strictObject({ formula: expression, name: both }).optional(),
    says: both,
  }),
);

export const caseSchema = later(() =>
  z.strictObject({
    id: z.string().regex(/^[A-Z]\d{2}-\d{2}$/),
    topic: z.enum(TOPICS),
    title: both,
    claim: both,
    leaves_out: both,
    claimed: line.optional(),
    recomputed: line.optional(),
    verdict: z.array(rule).min(1).max(8),
    reading: both,
    /** What an earlier reckoning of the claim had, and the better source that changed it. */
    differs: both.optional(),
    crossover: crossover.optional(),
    sources: z.array(z.strictObject({ title: z.string().min(3), url: z.url(), date: typed })).optional(),
  }),
);
export type CaseText = z.output<typeof caseSchema>;

/** A file of the casebook. */
export const caseFile = later(() =>
  z.strictObject({
    case: caseSchema,
    worksheet: worksheetSchema,
    ridgepoint: z.unknown().optional(),
  }),
);
