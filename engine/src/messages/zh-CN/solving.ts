import type { Messages } from '../en.ts';

export const solving: Messages['solving'] = {
  title: '反求',
  wants: {
    accelerators: '最少加速卡数',
    sequence: '最长序列',
    micro_batch: '最大微批',
    tokens: '最多 token',
  },
  serve: {
    cost: '最便宜的部署',
    accelerators: '用卡最少的部署',
    energy: '最省电的部署',
  },
  serveHint: '在这些加速卡上遍历切分方式、格式和引擎参数；表单里填的卡数和切分不作限制。',
  unpromised: '没有填延迟目标，只要扛得住流量就行。表单里可以填 TTFT 上限和 TPOT 上限。',
  front: '单用户快，还是总吞吐高',
  perUser: '单用户输出速度（token/s）',
  perAccelerator: '单卡输出速度（token/s）',
  frontSays: ({ fast, lean }) => `批次打满时单卡 ${lean} tok/s，只服务一个请求时单用户 ${fast} tok/s。`,
  running: '同时处理的请求数',
  planned: '找到的方案',
  busy: '正在求解…',
  checking: '最优方案已找到；正在全部流量下模拟其余方案…',
  tried: (n) => `试过 ${n} 个值`,
  number: '取值',
  wall: '总时长',
  meets: '满足约束',
  yes: '是',
  no: '否',
  take: '填入问题',
};
