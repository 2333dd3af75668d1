import type { RequestRecord, ServingSink } from '@ridgepoint/engine/serving';
import { ByteWriter, type ColumnSource, ParquetWriter } from 'hyparquet-writer';
import { WholeFile } from '../whole-file.ts';
import { REQUEST_COLUMNS, valuesOf } from './requests-csv.ts';

/** Rows gathered before they are written: memory stays that of one group. */
const GROUP = 65_536;
const WHOLE = new Set(['id', 'input_tokens', 'output_tokens', 'cached_tokens', 'preemptions', 'replica']);

type Value = number | string | null;

/** Writes every request as it ends, in the columns of the CSV, as Parquet: what a request never had is null. */
export class RequestsParquet {
  rows = 0;
  readonly #file: WholeFile;
  readonly #bytes = new ByteWriter();
  readonly #writer: ParquetWriter;
  #columns: Value[][] = REQUEST_COLUMNS.map(() => []);

  readonly #group: number;

  constructor(path: string, group = GROUP) {
    this.#group = group;
    this.#file = new WholeFile(path);
    this.#writer = new ParquetWriter({
      writer: this.#bytes,
      schema: [
        { name: 'root', num_children: REQUEST_COLUMNS.length },
        ...REQUEST_COLUMNS.map((name) => ({ name, repetition_type: 'OPTIONAL' as const, ...typeOf(name) })),
      ],
      createdBy: 'ridgepoint',
    });
  }

  readonly sink: ServingSink = {
    record: (record: Readonly<RequestRecord>) => {
      this.rows++;
      const values = valuesOf(record);
      for (let i = 0; i < values.length; i++) this.#columns[i]!.push(values[i]!);
      if (this.#columns[0]!.length === this.#group) this.#put();
    },
  };

  close(): void {
    this.#put();
    this.#writer.finish();
    this.#pour();
    this.#file.close();
  }

  abandon(): void {
    this.#file.abandon();
  }

  #put(): void {
    if (this.#columns[0]!.length === 0) return;
    const columnData = REQUEST_COLUMNS.map((name, i): ColumnSource => ({ name, data: this.#columns[i]! }));
    void this.#writer.write({ columnData, rowGroupSize: this.#group });
    this.#columns = REQUEST_COLUMNS.map(() => []);
    this.#pour();
  }

  /** What was written so far goes to the file; places in it are counted on. */
  #pour(): void {
    this.#file.writeBytes(new Uint8Array(this.#bytes.buffer, 0, this.#bytes.index));
    this.#bytes.index = 0;
  }
}

const typeOf = (name: (typeof REQUEST_COLUMNS)[number]) =>
  name === 'refused'
    ? ({ type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const)
    : ({ type: WHOLE.has(name) ? 'INT32' : 'DOUBLE' } as const);
