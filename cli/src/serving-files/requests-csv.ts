import type { RequestRecord, ServingSink } from '@ridgepoint/engine/serving';
import { WholeFile } from '../whole-file.ts';

/** Columns of the file, in the order written. Seconds and tokens; what a request never had is left empty. */
export const REQUEST_COLUMNS = [
  'id',
  'arrival_s',
  'input_tokens',
  'output_tokens',
  'cached_tokens',
  'queue_s',
  'ttft_s',
  'tpot_s',
  'e2e_s',
  'preemptions',
  'replica',
  'refused',
] as const;

/** Writes every request as it ends: a line each, in the order of their ends. */
export class RequestsCsv {
  rows = 0;
  readonly #file: WholeFile;

  constructor(path: string) {
    this.#file = new WholeFile(path);
    this.#file.write(`${REQUEST_COLUMNS.join(',')}\r\n`);
  }

  readonly sink: ServingSink = {
    record: (record) => {
      this.rows++;
      this.#file.write(lineOf(record));
    },
  };

  close(): void {
    this.#file.close();
  }

  abandon(): void {
    this.#file.abandon();
  }
}

function lineOf(r: Readonly<RequestRecord>): string {
  const { id, arrival, input, output, cachedTokens, scheduled, firstToken, finished, refused } = r;
  const since = (moment: number) => (moment < 0 ? '' : String(moment - arrival));
  const tpot = refused || output < 2 ? '' : String((finished - firstToken) / (output - 1));
  const end = refused ? '' : since(finished);
  return `${[id, arrival, input, output, cachedTokens, since(scheduled), since(firstToken), tpot, end, r.preemptions, r.replica, refused ?? ''].join(',')}\r\n`;
}
