import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../engine/src/units/index.ts';
import { ridgepoint } from './ridgepoint.ts';

describe('chips roofline', () => {
  it.each([
    [
      'en',
      /^ {2}Decoding Llama 3\.1 8B at batch 32 .* is bound by\n {2}memory on all 3 chips\./m,
      /ridge point at batch 326 \(257–418\) on/,
    ],
    ['zh-CN', /在批大小 32、上下文 4,096 token/, /拐点的批大小：/],
  ])('gives verdict, picture and ridge points within 80 columns (%s)', (lang, verdict, crossing) => {
    const { out, code, err } = ridgepoint(['chips', 'roofline', '--lang', lang]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(verdict);
    expect(out).toMatch(crossing);
    expect(out).toMatch(/1◆[\s\S]*└──/);
    expect(out).toMatch(/295[ （(]+237–369/);
    for (const line of out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
  });

  it('writes the same numbers as JSON, CSV and Markdown', () => {
    const words = ['chips', 'roofline', '--on', 'h100-sxm', '--batch', '512'];
    const report = JSON.parse(ridgepoint([...words, '--json']).out);
    expect(report.chips[0].whole.bound).toBe('memory');
    expect(report.chips[0].operators[0]).toMatchObject({ name: 'qkv', bound: 'compute', dtype: 'bf16' });
    expect(ridgepoint([...words, '--csv']).out).toMatch(
      /^chip,operator,layers,format,flops \[FLOP\],bytes \[B\],.*\r\nh100-sxm,qkv,32,bf16,/,
    );
    expect(ridgepoint([...words, '--md']).out).toMatch(/^# Llama 3\.1 8B\n\n```text\n/);
  });

  it('marks a format that stands in, and refuses what it cannot draw', () => {
    expect(ridgepoint(['chips', 'roofline', '--on', 'a100-80-sxm', '--weights', 'fp8']).out).toContain(
      'does not multiply in fp8: it runs in bf16',
    );
    const refused = ridgepoint(['chips', 'roofline', '--on', 'h101-sxm']);
    expect([refused.code, refused.err]).toEqual([2, expect.stringMatching(/h101-sxm.*nearest: h100-sxm/s)]);
    expect(ridgepoint(['explain', 'roofline', 'ridge', '--on', 'mi300x']).out).toMatch(
      /247 FLOP\/B[\s\S]*peak \/ bandwidth/,
    );
  });
});
