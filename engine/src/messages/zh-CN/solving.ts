import type { Messages } from '../en.ts';

export const solving: Messages['solving'] = {
  title: '反求',
  wants: {
    accelerators: '最少加速卡数',
    sequence: '最长序列',
    micro_batch: '最大微批',
    tokens: '最多 token',
  },
  busy: '正在求解…',
  tried: (n) => `试过 ${n} 个值`,
  number: '取值',
  wall: '总时长',
  meets: '满足约束',
  yes: '是',
  no: '否',
  take: '填入问题',
};
