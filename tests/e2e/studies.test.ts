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
