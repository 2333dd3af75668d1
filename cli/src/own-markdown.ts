import type { OwnComparison } from '@ridgepoint/engine/report';
import { ownQuestion, ownVerdict } from '@ridgepoint/engine/wording';
import type { Face } from './face.ts';
import { markdownTable, pageMarkdown } from './markdown.ts';
import { ownPage } from './terminal/own/own-page.ts';
import { optionTable } from './terminal/own/own-tables.ts';

/** Verdict, options as a table, and the whole page beneath. */
export function ownMarkdown(own: OwnComparison, face: Face): string {
  const sentences = ownVerdict(own, face).join('\n');
  const page = pageMarkdown('', ownPage(own, { ...face, colour: false }, '')).replace(/^# *\n+/, '');
  return `# ${ownQuestion(own, face)}\n\n${sentences}\n\n${markdownTable(optionTable(own, face), face)}\n${page}`;
}
