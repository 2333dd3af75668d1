import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../engine/src/units/index.ts';
import { ridgepoint } from './ridgepoint.ts';

/** One command of each study, and words that its page must hold in English and in Chinese. */
const STUDIES: readonly (readonly [command: string, en: RegExp, zh: RegExp, csv: RegExp])[] = [
  [
    'estimate carbon --hours 2M --gpus 4096 --on b200-sxm --grid USA-PJM',
    /from making the machines[\s\S]*█[\s\S]*high-speed train/,
    /设备制造分摊[\s\S]*█[\s\S]*高铁/,
    /^figure,unit,value,low,high\r\nenergy,J,/,
  ],
  [
    'estimate chip --on b200-sxm --units 2M --body 120',
    /costs .* to make[\s\S]*within the band[\s\S]*silicon interposer/,
    /制造成本约[\s\S]*硅中介层/,
    /^figure,unit,value,low,high\r\nunit,USD,/,
  ],
  ['estimate dataflow --on tpu-v5e', /systolic array of 128 × 128/, /脉动阵列/, /bytes_per_mac\.systolic/],
  [
    'plan data --flop 1e24 --unique 1T --kept 0.3 --quality 2 --served 10T --base llama-3.1-8b --base-tokens 15T',
    /(Compute binds|Data bind)[\s\S]*A filter pays/,
    /瓶颈在[\s\S]*筛选/,
    /lifetime\.parameters/,
  ],
  [
    'estimate value --cost 5000000 --benefit 100000 --buy 150000 --horizon 36',
    /Wait [\d.]+ months[\s\S]*Pooling lies/,
    /先等[\s\S]*混算会骗人/,
    /worth_of_now/,
  ],
  ['estimate supply', /10\.5 times in 6 years/, /10\.5 倍/, /whole_growth,share,0\.23/],
];

describe.each(STUDIES)('%s', (command, en, zh, csv) => {
  const words = command.split(' ');
  it.each([
    ['en', en],
    ['zh-CN', zh],
  ])('prints verdict and picture within 80 columns (%s)', (lang, wanted) => {
    const { out, code, err } = ridgepoint([...words, '--lang', lang]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(wanted);
    for (const line of out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
  });
  it('writes CSV', () => expect(ridgepoint([...words, '--csv']).out).toMatch(csv));
});
