import { assumed, cited, type Figure } from './figure.ts';

export const TOKENIZERS = ['deepseek', 'qwen', 'openai', 'llama'] as const;
export type Tokenizer = (typeof TOKENIZERS)[number];
export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Characters that one token stands for, by family of tokenizers and language; a Chinese character counts as one. */
export const CHARACTERS_PER_TOKEN: Readonly<Record<Tokenizer, Readonly<Record<Language, Figure>>>> = {
  deepseek: {
    en: cited(1 / 0.3, 'deepseek-tokens', 'perCharacter03'),
    zh: cited(1 / 0.6, 'deepseek-tokens', 'perCharacter06'),
  },
  qwen: {
    en: cited(3.5, 'qwen-tokens', 'middle34'),
    zh: cited(1.65, 'qwen-tokens', 'middle1518'),
  },
  openai: { en: cited(4, 'openai-tokens'), zh: assumed(1.3) },
  llama: { en: assumed(4), zh: assumed(1.4) },
};

/** Tokens of a text with so many characters; at least 1. */
export const tokensOf = (characters: number, tokenizer: Tokenizer, language: Language): number =>
  Math.max(1, Math.round(characters / CHARACTERS_PER_TOKEN[tokenizer][language].value));

/** Words a minute as English readers read and speakers speak, and characters a minute of Chinese read aloud. */
export const PACE = {
  readEnglishWords: cited(238, 'reading', 'silent'),
  speakEnglishWords: cited(183, 'reading', 'aloud'),
  speakChineseCharacters: cited(255, 'irest', 'aloud'),
  wordsPerToken: cited(0.75, 'openai-tokens'),
} as const;

/** Seconds that a reader or listener takes for one token: an answer that comes faster is never waited for. */
export const secondsPerToken = (wordsPerMinute: Figure): number =>
  60 / (wordsPerMinute.value / PACE.wordsPerToken.value);
