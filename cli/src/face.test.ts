import { sourceName } from '@ridgepoint/engine/wording';
import { describe, expect, it } from 'vitest';
import { faceOf } from './face.ts';

describe('face', () => {
  it('takes the language from --lang, then LC_ALL, LC_MESSAGES, LANG', () => {
    const locale = (words: string[], env: Record<string, string>) => faceOf(words, env, false).locale;
    expect(locale([], {})).toBe('en');
    expect(locale([], { LANG: 'zh_CN.UTF-8' })).toBe('zh-CN');
    expect(locale([], { LANG: 'zh_CN.UTF-8', LC_ALL: 'C' })).toBe('en');
    expect(locale(['--lang', 'zh-CN'], { LANG: 'en_US' })).toBe('zh-CN');
    expect(locale(['--lang=en'], { LANG: 'zh_CN' })).toBe('en');
    expect(locale(['--lang', 'zh'], {})).toBe('zh-CN');
  });

  it('colours a terminal unless it is asked not to', () => {
    const colour = (words: string[], env: Record<string, string>, terminal: boolean) =>
      faceOf(words, env, terminal).colour;
    expect(colour([], {}, true)).toBe(true);
    expect(colour([], {}, false)).toBe(false);
    expect(colour([], { NO_COLOR: '1' }, true)).toBe(false);
    expect(colour(['--no-color'], { FORCE_COLOR: '1' }, true)).toBe(false);
    expect(colour([], { TERM: 'dumb' }, true)).toBe(false);
  });
});

describe('a source on one line', () => {
  it('is a paper number or a host', () => {
    expect(sourceName('https://arxiv.org/abs/2407.21783, 2024-07')).toBe('arXiv:2407.21783, 2024-07');
    expect(sourceName('https://www.nvidia.com/en-us/data-center/h100/')).toBe('nvidia.com');
    expect(sourceName('NVIDIA H100 datasheet')).toBe('NVIDIA H100 datasheet');
  });
});
