import { formatCount } from '@ridgepoint/engine/units';
import { printer, type Speaker } from '@ridgepoint/engine/wording';
import { problemSentence } from './problem-sentence.ts';
import { goes, leave, openRun, ownText, problem } from './session.ts';

/** More characters than this a page does not learn from. */
export const MOST_BYTES = 4 * 1024 ** 2;

interface Taken {
  readonly sentence: string;
  readonly wrong: boolean;
}

/** A text to learn, or a checkpoint to go on from. */
export async function takeFile(name: string, file: Blob, said: Speaker): Promise<Taken> {
  const { labPage: words } = said.messages;
  if (goes.peek()) return { sentence: words.busy, wrong: true };
  problem.value = null;
  if (await isTensors(file)) {
    const found = await openRun(name, file);
    if (found.kind !== 'opened') return { sentence: problemSentence(found, said), wrong: true };
    return { sentence: words.tookRun({ name, iteration: formatCount(found.iteration) }), wrong: false };
  }
  if (file.size > MOST_BYTES) {
    const size = (bytes: number) => printer(said).amount(bytes, 'B', { binary: true });
    return { sentence: words.tooLarge({ name, size: size(file.size), most: size(MOST_BYTES) }), wrong: true };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    leave();
    ownText.value = { name, text: text.replaceAll('\r\n', '\n') };
    return { sentence: words.took(name), wrong: false };
  } catch {
    return { sentence: words.notText(name), wrong: true };
  }
}

/** safetensors begins with the length of a header of JSON: in a text the eight bytes would be letters. */
async function isTensors(file: Blob): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, 9).arrayBuffer());
  return head.length === 9 && head[8] === 0x7b && head[5] === 0 && head[6] === 0 && head[7] === 0;
}
