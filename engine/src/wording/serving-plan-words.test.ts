import { describe, expect, it } from 'vitest';
import { en } from '../messages/en.ts';
import { zhCN } from '../messages/zh-CN.ts';
import type { PlanRow, ServingPlanReport } from '../report/index.ts';
import { planVerdict } from './serving-plan-words.ts';

const report = (usdPerHour: number | null) =>
  ({
    outcome: 'kept',
    objective: 'cost',
    money: { currency: 'USD', perUsd: 1 },
    kept: [{ accelerators: 2, chipName: 'L40S', usdPerHour } as PlanRow],
    nearest: null,
  }) as unknown as ServingPlanReport;

describe('the first sentences of a plan of serving', () => {
  it('tell what the best way costs all month, where its price is known', () => {
    expect(planVerdict(report(2), { locale: 'en', messages: en })).toEqual([
      'Cheapest: 2 × L40S, 2 USD an hour.',
      'Rented all month: 1,461 USD.',
    ]);
    expect(planVerdict(report(2), { locale: 'zh-CN', messages: zhCN })[1]).toMatch(/^整月租用：1,?461 美元。$/);
    expect(planVerdict(report(null), { locale: 'en', messages: en })).toHaveLength(1);
  });
});
