import type { CaseReport } from '../report/index.ts';
import type { Speaker } from './speaker.ts';

/** The verdict and what goes with it: "Mixes up: …", "Holds if …". */
export function verdictSentence(
  { verdict, says }: Pick<CaseReport, 'verdict' | 'says'>,
  { locale, messages }: Speaker,
): string {
  const word = messages.casebook.verdicts[verdict];
  const begun = word.charAt(0).toUpperCase() + word.slice(1);
  return locale === 'en' ? `${begun}${verdict === 'conditional' ? '' : ':'} ${says.en}` : `${begun}：${says['zh-CN']}`;
}
