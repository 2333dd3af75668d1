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

/** A request in the order of the columns; null where it never had a value. */
export function valuesOf(r: Readonly<RequestRecord>): (number | string | null)[] {
  const { id, arrival, input, output, cachedTokens, scheduled, firstToken, finished, refused } = r;
  const since = (moment: number) => (moment < 0 ? null : moment - arrival);
  const tpot = refused || output < 2 ? null : (finished - firstToken) / (output - 1);
  const end = refused ? null : since(finished);
  return [
    ...[id, arrival, input, output, cachedTokens, since(scheduled), since(firstToken), tpot, end],
    ...[r.preemptions, r.replica, refused],
  ];
}

const lineOf = (record: Readonly<RequestRecord>): string =>
  `${valuesOf(record)
    .map((value) => value ?? '')
    .join(',')}\r\n`;
