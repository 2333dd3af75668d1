import { isStarved, powerFamily, toPowerCase } from '../../rows/serving/power-case.ts';
import type { PowerRow, ServingRow } from '../../rows/serving/serving-row.ts';
import { toServingCase } from '../../rows/serving/to-serving-case.ts';
import type { RowCatalogue } from '../../rows/to-training-case.ts';
import { fitCaseOf, type ServingFitCase } from './fit-case.ts';

/** Families whose runs tell an engine's overheads: stated load, one deployment, nothing between the client and the engine but its server. */
const FITS = /^(nvidia-gap|inferencex|trtllm-0\.14-serving)\//;
const NOT = /\/disagg/;
/** Pictures and videos are prepared by the host, at a pace that no term of a text engine describes. */
const TEXT_TASKS = /chat|gpqa/;
const MULTIMODAL = /image|video/;
/** Rows of one group that a fit runs: every so many-th of them. */
const MOST_OF_A_GROUP = { closed: 14, steady: 4 };
/** Fewer rows tell of their own oddities. */
const LEAST_OF_A_GROUP = 6;
/** Rows that look identical and differ by more than this ran with something unsaid. */
const SPREAD = 1.25;

/** Cases of the corpora that a fit of overheads may see, thinned; by id of their engine's profile. */
export function servingFitCases(
  rows: readonly ServingRow[],
  power: readonly PowerRow[],
  catalogue: RowCatalogue,
): Map<string, ServingFitCase[]> {
  const groups = new Map<string, ServingFitCase[]>();
  const put = (mapped: ReturnType<typeof toServingCase>) => {
    if ('refused' in mapped) return;
    // Attention data parallelism and unstated speculation make other engines of it.
    const { deployment } = mapped.problem;
    if (deployment.dp > 1 || mapped.flags.speculativeTokens) return;
    const one = fitCaseOf(mapped);
    if (!one) return;
    const key = `${mapped.profile.id}|${one.group}|${mapped.family.split('/')[0]}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  };
  for (const row of rows) {
    if (!FITS.test(`${row.family}/`) || NOT.test(row.family)) continue;
    const spread = Number((row.quality as { config_spread_tpot?: number } | null | undefined)?.config_spread_tpot ?? 1);
    if (spread > SPREAD) continue;
    put(toServingCase(row, catalogue));
  }
  for (const row of power) {
    const family = powerFamily(row);
    if (TEXT_TASKS.test(family) && !MULTIMODAL.test(family) && !isStarved(row)) put(toPowerCase(row, catalogue));
  }
  const byProfile = new Map<string, ServingFitCase[]>();
  for (const [key, cases] of groups) {
    if (cases.length < LEAST_OF_A_GROUP) continue;
    const profile = key.split('|')[0]!;
    const every = Math.max(
      1,
      Math.ceil(cases.length / MOST_OF_A_GROUP[key.endsWith('ml-energy') ? 'steady' : 'closed']),
    );
    const thinned = cases.filter((_, i) => i % every === Math.floor(every / 2));
    byProfile.set(profile, [...(byProfile.get(profile) ?? []), ...thinned]);
  }
  return byProfile;
}
