import type { Speaker } from '@ridgepoint/engine/wording';
import type { FromLab } from './protocol.ts';

/** What was wrong, in words. */
export function problemSentence(
  problem: FromLab & { readonly kind: 'refused' | 'failed' },
  { messages }: Speaker,
): string {
  if (problem.kind === 'failed') return messages.web.failed(problem.what);
  const { labPage: words } = messages;
  const { part, tokens, block } = problem.values;
  // A page has no files of tokens.
  if (problem.code === 'dataset-short')
    return words.tooShort({
      part: part === 'train' ? words.train : words.val,
      tokens: String(tokens),
      block: String(block),
    });
  return messages.lab.problems[problem.code]?.(problem.values) ?? messages.web.failed(problem.code);
}
