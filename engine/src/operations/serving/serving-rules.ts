import type { Architecture } from '../../model/index.ts';
import type { Cut } from '../../serving/search/cuts.ts';
import type { RefusedOption } from '../../serving/search/option.ts';

/** The first rule of engines that a cut of a model breaks; null = none. Sentences: messages/serving rules, by `rule`. */
export function brokenRule(architecture: Architecture, { tp, pp, dp, ep }: Cut): RefusedOption | null {
  const { blocks, order } = architecture;
  for (const { mixer } of blocks) {
    if (!mixer) continue;
    const { heads } = mixer;
    if (heads % tp !== 0)
      return { rule: 'tp-heads', values: { tp, heads, nearest: near(tp, (n) => heads % n === 0, heads) } };
    if (mixer.kind === 'attention' && mixer.kvHeads % tp !== 0 && tp % mixer.kvHeads !== 0) {
      const { kvHeads } = mixer;
      const works = (n: number) => heads % n === 0 && (kvHeads % n === 0 || n % kvHeads === 0);
      return { rule: 'tp-kv-heads', values: { tp, kvHeads, nearest: near(tp, works, heads) } };
    }
  }
  if (pp > order.length) return { rule: 'pp-layers', values: { pp, vp: 1, layers: order.length } };
  const experts = blocks.flatMap(({ mlp }) => (mlp?.kind === 'moe' ? [mlp.experts] : []));
  if (ep > 1 && experts.length === 0) return { rule: 'ep-dense', values: { ep, etp: 1 } };
  for (const count of experts)
    if (count % ep !== 0)
      return { rule: 'ep-experts', values: { ep, experts: count, nearest: near(ep, (n) => count % n === 0, count) } };
  if ((tp * dp) % ep !== 0) return { rule: 'serving-ep', values: { ep, ranks: tp * dp, tp, dp } };
  return null;
}

/** The values below and above that work, as messages take them: "4, 8". */
function near(wanted: number, works: (n: number) => boolean, most: number): string {
  let below = Math.min(wanted, most);
  while (below > 1 && !works(below)) below--;
  let above = wanted;
  while (above <= most && !works(above)) above++;
  return above <= most && above !== below ? `${below}, ${above}` : String(below);
}
