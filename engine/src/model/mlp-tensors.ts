import type { DenseMlp, Mlp, MoeMlp } from './architecture.ts';
import type { Tensor } from './tensors.ts';

/** The weights of a layer's feed-forward part, gate and up fused. Shapes are [out, in]; experts are one stack. */
export function mlpTensors(mlp: Mlp, hidden: number): readonly Tensor[] {
  return mlp.kind === 'dense' ? denseTensors(mlp, hidden) : moeTensors(mlp, hidden);
}

/** Columns of the first product: gate and up, or up alone. */
const widened = (mlp: { gated: boolean }, inner: number) => (mlp.gated ? 2 * inner : inner);
const upName = (mlp: { gated: boolean }) => (mlp.gated ? 'gate-up' : 'up');

function denseTensors(mlp: DenseMlp, hidden: number): Tensor[] {
  const up = widened(mlp, mlp.inner);
  const weight = (name: string, shape: readonly number[], shard: Tensor['shard']): Tensor => ({
    name,
    shape,
    count: 1,
    role: 'mlp',
    shard,
  });
  const tensors = [weight(upName(mlp), [up, hidden], 'column'), weight('down', [hidden, mlp.inner], 'row')];
  if (mlp.bias) tensors.push(weight(`${upName(mlp)}.bias`, [up], 'column'), weight('down.bias', [hidden], 'none'));
  return tensors;
}

function moeTensors(mlp: MoeMlp, hidden: number): Tensor[] {
  const width = mlp.latent ?? hidden;
  const up = widened(mlp, mlp.inner);
  const expert = (name: string, shape: readonly number[]): Tensor => ({
    name,
    shape,
    count: mlp.experts,
    role: 'expert',
    shard: 'expert',
  });
  const tensors: Tensor[] = [{ name: 'router', shape: [mlp.experts, hidden], count: 1, role: 'router', shard: 'none' }];
  if (mlp.routerExtra > 0)
    tensors.push({ name: 'router.extra', shape: [mlp.routerExtra], count: 1, role: 'router', shard: 'none' });
  tensors.push(expert(`expert.${upName(mlp)}`, [up, width]), expert('expert.down', [width, mlp.inner]));
  if (mlp.bias) tensors.push(expert(`expert.${upName(mlp)}.bias`, [up]), expert('expert.down.bias', [width]));
  if (mlp.latent !== undefined) {
    // Every token passes both, whichever experts it visits.
    tensors.push({ name: 'latent-down', shape: [mlp.latent, hidden], count: 1, role: 'mlp', shard: 'none' });
    tensors.push({ name: 'latent-up', shape: [hidden, mlp.latent], count: 1, role: 'mlp', shard: 'none' });
  }
  if (mlp.sharedInner > 0) {
    const shared = widened(mlp, mlp.sharedInner);
    tensors.push({
      name: `shared.${upName(mlp)}`,
      shape: [shared, hidden],
      count: 1,
      role: 'shared-expert',
      shard: 'column',
    });
    tensors.push({
      name: 'shared.down',
      shape: [hidden, mlp.sharedInner],
      count: 1,
      role: 'shared-expert',
      shard: 'row',
    });
  }
  return tensors;
}
