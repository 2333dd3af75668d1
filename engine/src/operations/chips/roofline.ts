import type { Because } from '../../because/index.ts';
import type { Chip } from '../../facts/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import type { RooflineReport } from '../../report/roofline-report.ts';
import { refuse } from '../input-error.ts';
import { type Context, operation } from '../operation.ts';
import { readNetwork } from '../scenario/network.ts';
import { placeOf } from '../scenario/place.ts';
import { namedFormat } from '../serving/named-format.ts';
import { chipRoofline } from './chip-roofline.ts';
import { MOST_ROWS } from './crossing.ts';
import type { Load } from './operator-work.ts';
import { MOST_CHIPS, type RooflineInput, rooflineInput, USUAL } from './roofline-input.ts';
import { trainingFormat } from './training-format.ts';

/** A network's operators on the rooflines of several chips: what memory binds, what compute, and from which batch on. */
export const chipsRoofline = operation<RooflineInput, RooflineReport>({
  name: 'chips-roofline',
  command: ['chips', 'roofline'],
  sentence: 'chipsRoofline',
  input: rooflineInput,
  output: 'roofline',
  kernels: true,
  run: (context, asked) => answer(context, asked),
});

function answer({ catalogue, today }: Context, asked: RooflineInput): RooflineReport {
  const assumed: Assumed[] = [];
  const or = <T extends number | string>(key: string, stated: T | undefined, usual: T, unit?: string): T => {
    if (stated !== undefined) return stated;
    assumed.push({ key, value: usual, source: 'usual', ...(unit && { unit }) });
    return usual;
  };
  const chips = chipsOf(catalogue, asked.on ?? USUAL.on);
  const stage = asked.stage ?? USUAL.stage;
  const network = readNetwork(catalogue, asked.model ?? USUAL.model, 'model');
  const { architecture, parameters } = network;
  assumed.push(...network.assumed);
  const batch = or('batch', asked.batch, USUAL.batch[stage]);
  const longest = architecture.maxPositions || USUAL.context;
  const context = or('context', asked.context, Math.min(USUAL.context, longest), 'token');
  const tp = asked.tp ?? 1;
  const load: Load = { stage, requests: batch, tokens: stage === 'decode' ? 1 : context, context };
  const kv = asked.kv ?? 'bf16';
  const format = asked.weights ?? 'bf16';
  const training = stage === 'training' ? trainingFormat(format) : null;
  const found = chips.map((chip) =>
    chipRoofline(catalogue, chip, {
      architecture,
      load,
      tp,
      kv,
      today,
      ...(training ? { training } : { weights: namedFormat(format, 'weights') }),
    }),
  );
  const because: Because = {
    name: 'roofline',
    value: found[0]!.because.value,
    unit: found[0]!.because.unit,
    kind: 'formula',
    formula: found.map(({ because: { name } }) => name).join('; '),
    // The first chip's reasons are found without its name too.
    inputs: [...found[0]!.because.inputs!, ...found.map((one) => one.because)],
  };
  return {
    question: {
      model: architecture.id,
      modelName: architecture.name,
      parameters: parameters.total,
      stage,
      batch,
      context,
      tp,
      format,
      kv,
      most: MOST_ROWS[stage],
    },
    chips: found.map(({ because: _, ...report }) => report),
    assumed,
    because,
  };
}

/** Chips by their names or those of systems they are in; what is said twice is shown once. */
function chipsOf(catalogue: Context['catalogue'], names: readonly string[]): Chip[] {
  const chips = [...new Set(names.map((name) => placeOf(catalogue, {}, name, [], 'on').chip))];
  if (chips.length > MOST_CHIPS)
    throw refuse('too-many-chips', 'on', { value: names.join(', '), values: { chips: chips.length, max: MOST_CHIPS } });
  return chips;
}
