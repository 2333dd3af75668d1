import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One published table of measured kernels: rows by column name, constant columns filled in. */
export interface PublishedTable {
  readonly file: string;
  /** Catalogue id of the chip it was measured on. */
  readonly chip: string;
  /** What the table times: gemm, context_attention, generation_attention, moe, nccl, custom_allreduce, ... */
  readonly kind: string;
  /** Library and version, as printed. */
  readonly library: string;
  readonly rows: readonly Row[];
}

export type Row = Readonly<Record<string, string>>;

const MEASURED = join('..', 'shared', 'measured', 'aiconfigurator');
export const COMMIT = '095f58a51c4ca8e61b66ec108d86f223f8d559ce';
export const PUBLISHED = '2026-08-21';
export const REPOSITORY = 'https://github.com/ai-dynamo/aiconfigurator';

/** Folder of a table -> chip of the catalogue. */
const CHIPS: Readonly<Record<string, string>> = {
  a100_sxm: 'a100-80-sxm',
  h100_sxm: 'h100-sxm',
  h200_sxm: 'h200-sxm',
  b200_sxm: 'b200-sxm',
  gb200: 'gb200',
  l40s: 'l40s',
  rtx_pro_6000_server: 'rtxpro6000',
};

interface Listed {
  readonly file: string;
  readonly source: string;
  readonly constant: Readonly<Record<string, unknown>>;
}

export const tablesAreHere = (): boolean => existsSync(join(MEASURED, 'manifest.json'));

/** The tables whose kind is asked for; each is read when it is reached, for all of them do not fit in memory together. */
export function* publishedTables(kinds: readonly string[]): Generator<PublishedTable & { readonly path: string }> {
  const list = JSON.parse(readFileSync(join(MEASURED, 'manifest.json'), 'utf8')) as Listed[];
  for (const { file, source, constant } of list) {
    const [folder, name = ''] = file.split('/');
    const kind = name
      .replace(/\.csv\.gz$/, '')
      .split('.')
      .at(-1)!;
    const chip = CHIPS[folder!];
    if (!chip || !kinds.includes(kind)) continue;
    yield {
      file,
      path: source,
      chip,
      kind,
      library: `${constant.framework ?? 'NCCL'} ${constant.version ?? ''}`.trim(),
      rows: readCsv(gunzipSync(readFileSync(join(MEASURED, file))).toString('utf8'), constant),
    };
  }
}

function readCsv(text: string, constant: Readonly<Record<string, unknown>>): Row[] {
  const lines = text.split('\n').filter((line) => line.length > 0);
  const columns = lines[0]!.split(',');
  const fixed = Object.fromEntries(Object.entries(constant).map(([key, value]) => [key, String(value)]));
  return lines.slice(1).map((line) => {
    const cells = line.split(',');
    const row: Record<string, string> = { ...fixed };
    columns.forEach((column, i) => {
      row[column] = cells[i] ?? '';
    });
    return row;
  });
}

/** Where a fit's rows came from. */
export const sourceOf = (path: string) => ({
  url: `${REPOSITORY}/blob/${COMMIT}/${path}`,
  commit: COMMIT,
  date: PUBLISHED,
  file: path.split('/').slice(-4).join('/'),
});
