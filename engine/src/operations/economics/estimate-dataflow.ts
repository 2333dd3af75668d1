import * as z from 'zod';
import { picojoulesPerMac, wordsPerMac } from '../../economics/index.ts';
import { baseValue, type Catalogue } from '../../facts/index.ts';
import { exactly, type Said, type StudyReport, tell } from '../../report/study.ts';
import { constantOf } from '../../training/run/index.ts';
import { type Context, operation } from '../operation.ts';
import { quantity, text } from '../scenario/field.ts';
import { later } from '../scenario/later.ts';
import { lookup } from '../scenario/lookup.ts';
import { whole } from '../scenario/shared-fields.ts';

const input = later(() =>
  z.strictObject({
    side: whole('side', 65_536).optional(),
    rows: whole('rows', 1e9).optional(),
    lanes: whole('lanes', 65_536).optional(),
    tile: whole('tile', 65_536).optional(),
    bytes: quantity('1', { min: 0.25, max: 16 }, { flag: 'bytes' }).optional(),
    accelerator: text({ flag: 'on' }).optional(),
  }),
);
type Asked = z.output<typeof input>;

/** Data moved and energy spent for one multiply-accumulate: one at a time, by vectors, by tiles, by a systolic array. */
export const estimateDataflow = operation<Asked, StudyReport>({
  name: 'estimate-dataflow',
  command: ['estimate', 'dataflow'],
  sentence: 'estimateDataflow',
  input,
  output: 'study',
  run: (context, asked) => answer(context, asked),
});

const USUAL = { side: 128, rows: 1024, lanes: 16, tile: 16, bytes: 2 } as const; // TPU v4; AVX-512 of fp32; mma of 16 x 16 x 16

interface Machine {
  readonly key: 'scalarDram' | 'scalar' | 'vector' | 'tiles' | 'systolic';
  readonly name: Said;
  readonly words: number;
  readonly macsPerInstruction: number;
  readonly far: boolean;
}

function answer({ catalogue }: Context, asked: Asked): StudyReport {
  const { side, rows, lanes, tile, bytes } = { ...USUAL, ...asked };
  const machines: readonly Machine[] = [
    { key: 'scalarDram', name: { word: 'scalarDram' }, words: wordsPerMac.scalar(), macsPerInstruction: 1, far: true },
    { key: 'scalar', name: { word: 'scalar' }, words: wordsPerMac.scalar(), macsPerInstruction: 1, far: false },
    {
      key: 'vector',
      name: { word: 'vector' },
      words: wordsPerMac.vector(lanes),
      macsPerInstruction: lanes,
      far: false,
    },
    {
      key: 'tiles',
      name: { word: 'tiles' },
      words: wordsPerMac.systolic(tile, tile),
      macsPerInstruction: tile ** 3,
      far: false,
    },
    {
      key: 'systolic',
      name: { word: 'systolic' },
      words: wordsPerMac.systolic(side, rows),
      macsPerInstruction: side * side * rows,
      far: false,
    },
  ];
  const constant = (id: string) => constantOf(catalogue, id).value;
  const arithmetic = constant(bytes >= 4 ? 'energy-mac-45nm' : 'energy-mac16-45nm');
  const priced = machines.map((machine) => {
    const moving = machine.far ? constant('energy-dram-45nm') : constant('energy-sram-45nm');
    const instruction = constant('energy-instruction-45nm') / machine.macsPerInstruction;
    const picojoules = picojoulesPerMac(arithmetic, machine.words, bytes, moving, instruction);
    return { ...machine, bytes: machine.words * bytes, picojoules, useful: arithmetic / picojoules };
  });
  const one = priced.find(({ key }) => key === 'scalar')!;
  const array = priced.find(({ key }) => key === 'systolic')!;
  const chip = chipLines(catalogue, asked.accelerator, bytes);
  return {
    study: 'dataflow',
    title: `${side} × ${side}`,
    verdict: [
      tell('verdict', {
        side: `${side} × ${side}`,
        less: exactly(one.bytes / array.bytes, '1'),
        bytes: exactly(array.bytes, '1'),
        one: exactly(one.bytes, '1'),
      }),
    ],
    warm: false,
    told: [tell('energy', { one: exactly(one.useful, 'share'), array: exactly(array.useful, 'share') })],
    question: [
      tell('question', {
        bytes: exactly(bytes, '1'),
        rows: exactly(rows, '1'),
        lanes: exactly(lanes, '1'),
        tile: exactly(tile, '1'),
      }),
    ],
    figures: [
      ...priced.flatMap(({ key, bytes: moved, picojoules, useful }) => [
        { key: `bytes_per_mac.${key}`, of: exactly(moved, 'B') },
        { key: `energy_per_mac.${key}`, of: exactly(picojoules * 1e-12, 'J') },
        { key: `arithmetic_share.${key}`, of: exactly(useful, 'share') },
      ]),
      ...chip.figures,
    ],
    blocks: [
      {
        kind: 'table',
        title: tell('tableTitle'),
        columns: ['machine', 'words', 'moved', 'joules', 'useful'],
        rows: priced.map(({ name, words, bytes: moved, picojoules, useful }) => [
          name,
          exactly(words, '1'),
          exactly(moved, '1'),
          exactly(picojoules * 1e-12, 'J'),
          exactly(useful, 'share'),
        ]),
        marked: [priced.indexOf(array)],
      },
      {
        kind: 'bars',
        title: tell('barsTitle'),
        rows: priced
          .filter(({ far }) => !far)
          .map(({ name, picojoules, key }) => ({
            label: name,
            value: picojoules,
            text: [exactly(picojoules * 1e-12, 'J')],
            marked: key === 'systolic',
          })),
      },
    ],
    sections: [{ heading: 'memoryHeading', lines: chip.lines }],
    assumed: [{ key: 'energy_45nm', value: '45 nm', source: 'horowitz-2014, 2014-02' }],
    money: { currency: 'USD', perUsd: 1 },
    because: null,
  };
}

/** What a chip's memory gives for one product, and how much memory near the units makes that enough. */
function chipLines(catalogue: Catalogue, accelerator: string | undefined, bytes: number) {
  const chip = lookup(catalogue.chips, accelerator ?? 'h100-sxm', 'chip', 'accelerator');
  const peak = chip.peak.bf16 ?? chip.peak.fp16 ?? chip.peak.int8;
  if (!peak) return { lines: [], figures: [] };
  const macs = baseValue(peak) / 2;
  const given = baseValue(chip.memory.bandwidth) / macs;
  const near = (2 / (given / bytes)) ** 2 * bytes; // Hong and Kung's bound turned around
  const short = bytes / given;
  return {
    lines: [
      tell('given', { chip: chip.name, bytes: exactly(given, '1') }),
      tell('near', { near: exactly(near, 'B') }),
      tell('short', { times: exactly(short, '1') }),
    ],
    figures: [
      { key: 'memory_bytes_per_mac', of: exactly(given, 'B') },
      { key: 'near_memory_needed', of: exactly(near, 'B') },
      { key: 'matrix_vector_shortfall', of: exactly(short, '1') },
    ],
  };
}
