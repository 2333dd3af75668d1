import { BESIROGLU, MUENNIGHOFF, worthOfTokens } from '@ridgepoint/engine/training';
import { both, type ReproducedGroup, same } from './group.ts';

/** The constants of a law are taken from its paper, so they reproduce nothing and are not listed: what follows from them is. */
export function chinchilla(): ReproducedGroup {
  const { alpha, beta } = BESIROGLU;
  return {
    id: 'chinchilla',
    title: both("Chinchilla's law, fitted anew", 'Chinchilla 定律的重新拟合'),
    source: both(
      'Besiroglu et al., Chinchilla scaling: a replication attempt, arXiv 2404.10102, table 1. From the 240 points of the figure our fitter comes to the digits of their repository: E 1.81686, A 482.006, B 2085.434, α 0.34781, β 0.36585 (a test in engine/src/trust/calibrate/scaling holds it to them)',
      'Besiroglu 等，Chinchilla scaling: a replication attempt，arXiv 2404.10102，表 1。由图中 240 个点，本项目的拟合器得到与其代码库一致的数字：E 1.81686、A 482.006、B 2085.434、α 0.34781、β 0.36585（engine/src/trust/calibrate/scaling 中有测试核对）',
    ),
    url: 'https://arxiv.org/abs/2404.10102',
    command: 'ridgepoint plan data --flop 5.76e23',
    rows: [
      {
        what: same('a = β / (α + β)'),
        published: 0.513,
        found: beta / (alpha + beta),
        unit: '',
        digits: 3,
        within: 0.001,
      },
    ],
  };
}

export function constrained(): ReproducedGroup {
  return {
    id: 'constrained',
    title: both('Repeated data', '重复数据'),
    source: both(
      'Muennighoff et al., Scaling data-constrained language models, arXiv 2305.16264, and its repository',
      'Muennighoff 等，Scaling data-constrained language models，arXiv 2305.16264，及其代码库',
    ),
    url: 'https://github.com/huggingface/datablations',
    command: 'ridgepoint case run S02-07',
    rows: [
      {
        what: both('worth of a token over four passes', '四遍时每 token 的价值'),
        published: 0.93,
        found: worthOfTokens(MUENNIGHOFF, 4, 1) / 4,
        unit: '',
        digits: 2,
        within: 0.002,
      },
    ],
  };
}
