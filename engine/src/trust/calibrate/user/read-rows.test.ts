import { describe, expect, it } from 'vitest';
import { RowsProblem } from './problem.ts';
import { readUserRows } from './read-rows.ts';

const codeOf = (text: string): string => {
  try {
    readUserRows(text);
    return 'read';
  } catch (error) {
    if (!(error instanceof RowsProblem)) throw error;
    return error.reason.code;
  }
};

describe('a table of products', () => {
  const head = 'chip,dtype,m,n,k,time_us,library';
  it('becomes rows of the validation format with their lines', () => {
    const [first, second] = readUserRows(
      `\uFEFF${head}\r\nh100,bf16,1,2,3,4.5,vllm\r\n\r\n"h100, SXM",fp8,1,2,3,"4.5",\n`,
    );
    expect(first).toEqual({
      place: '2',
      row: {
        id: 'line-2',
        kind: 'gemm',
        hardware: { accelerator: 'h100' },
        config: { m: 1, n: 2, k: 3, dtype: 'bf16', software: 'vllm' },
        measured: { time_us: 4.5 },
      },
    });
    expect(second).toMatchObject({
      place: '4',
      row: { hardware: { accelerator: 'h100, SXM' }, measured: { time_us: 4.5 } },
    });
  });

  it('columns stand in any order', () =>
    expect(readUserRows('time_us,k,n,m,dtype,chip\n4,3,2,1,bf16,h100')[0]!.row).toMatchObject({
      config: { m: 1, n: 2, k: 3 },
      measured: { time_us: 4 },
    }));
});

describe('a table as spreadsheets write it', () => {
  const plain = readUserRows('chip,dtype,m,n,k,time_us\nh100,bf16,1,2,3,4.5');
  it.each([
    ['semicolons', 'chip;dtype;m;n;k;time_us\r\nh100;bf16;1;2;3;4.5\r\n'],
    ['semicolons, and commas in numbers', '\uFEFFchip;dtype;m;n;k;time_us\r\nh100;bf16;1;2;3;4,5\r\n'],
    ['tabs', 'chip\tdtype\tm\tn\tk\ttime_us\nh100\tbf16\t1\t2\t3\t4.5'],
    ['empty columns at the end', 'chip,dtype,m,n,k,time_us,,\nh100,bf16,1,2,3,4.5,,\n'],
    ['a first line that names the separator', 'sep=;\r\nchip;dtype;m;n;k;time_us\r\nh100;bf16;1;2;3;4,5'],
  ])('%s', (_, text) => {
    const strip = ({ row }: { row: unknown }) => ({ ...(row as object), id: '' });
    expect(readUserRows(text).map(strip)).toEqual(plain.map(strip));
  });
});

it('reads attention and collectives, and JSON as it is', () => {
  const attention = 'chip,op,batch,seq_len,heads,kv_heads,head_dim,kv_dtype,time_us\nh100,decode,1,2,3,4,5,fp8,6';
  expect(readUserRows(attention)[0]!.row).toMatchObject({
    kind: 'attention',
    op: 'decode',
    config: { kv_dtype: 'fp8' },
  });
  const collective = 'chip,op,gpus,message_bytes,dtype,time_us\nh100,all_reduce,8,1024,half,6';
  expect(readUserRows(collective)[0]!.row).toMatchObject({ kind: 'collective', hardware: { gpus: 8 } });
  expect(readUserRows('[{"a":1},7]')).toEqual([
    { place: '1', row: { a: 1 } },
    { place: '2', row: 7 },
  ]);
});

describe('refuses', () => {
  it.each([
    ['', 'no-rows'],
    ['   \n', 'no-rows'],
    ['[]', 'no-rows'],
    ['{"rows":[]}', 'not-rows'],
    ['[{', 'json'],
    ['a,b,c\n1,2,3', 'csv-kind'],
    ['chip,dtype,m,n,k,time_us', 'no-rows'],
    ['chip,dtype,m,n,k,time_ms\nh100,bf16,1,2,3,4', 'csv-column'],
    ['chip,m,n,k,time_us\nh100,1,2,3,4', 'csv-missing'],
    ['chip,dtype,m,m,n,k,time_us\nh100,bf16,1,1,2,3,4', 'csv-column'],
    ['chip,dtype,m,n,k,time_us\nh100,bf16,1,2,3', 'csv-cells'],
    ['chip,dtype,m,n,k,time_us\n"h100,bf16,1,2,3,4', 'csv-quote'],
    ['оƭ\uFFFD,m,n,k,dtype,time_us\nh100,1,2,3,4,5', 'csv-utf8'],
  ])('%j', (text, code) => expect(codeOf(text)).toBe(code));

  it('more rows than are read', () =>
    expect(codeOf(`chip,dtype,m,n,k,time_us\n${'h100,bf16,1,2,3,4\n'.repeat(50_001)}`)).toBe('too-many-rows'));
});
