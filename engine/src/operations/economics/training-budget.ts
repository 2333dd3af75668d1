import { choosePrice, exchangeRates } from '../../economics/index.ts';
import { baseValue, type Chip, type Fact, findByName } from '../../facts/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import type { Ranged } from '../../training/answer.ts';
import { BESIROGLU, bestSplit } from '../../training/index.ts';
import { refuse } from '../input-error.ts';
import type { Context } from '../operation.ts';
import { planFor } from '../plan-train.ts';
import { readMoney } from '../scenario/field.ts';
import { lookup } from '../scenario/lookup.ts';
import { settle } from '../scenario/setting.ts';
import { citedLine, factLine } from './cited-line.ts';
import type { DataInput } from './data-input.ts';

/** FLOP that can be spent on training, and how they come about. */
export interface TrainingBudget {
  readonly flop: Ranged;
  readonly hours: number | null;
  readonly usd: number | null;
  readonly chip: Chip | null;
  readonly mfu: Ranged | null;
  /** The bundled network whose plan gave the MFU. */
  readonly stoodIn: string | null;
  /** What the best plan of that network would reach, where a measured run is taken in its place. */
  readonly plannedMfu: Ranged | null;
  readonly accelerators: number | null;
  readonly assumed: readonly Assumed[];
}

const USUAL_CHIP = 'h100-sxm';
const USUAL_COUNT = 256;
/** MFU to begin with: only the network that stands in is chosen by it. */
const FIRST_MFU = 0.4;
/** Plain dense networks of every size, one that is planned in place of a network that does not exist yet. */
const STAND_INS = [
  'nanogpt-124m',
  'llama-3.2-1b',
  'llama-3.2-3b',
  'llama-3.1-8b',
  'qwen2.5-32b',
  'llama-3.1-70b',
  'gpt3-175b',
  'llama-3.1-405b',
];
const HOUR = 3600;
const exactly = (value: number, unit: string): Ranged => ({ value, low: value, high: value, unit });

/** FLOP as said, or what GPU-hours or money make of the planned MFU of a network of about that size. Throws InputError. */
export function trainingBudget(context: Context, asked: DataInput): TrainingBudget {
  const { flop, hours, budget, mfu } = asked.data;
  const said = [flop, hours, budget].filter((one) => one !== undefined).length;
  if (said > 1) throw refuse('two-ways', 'data.flop', { value: 'flop, hours, budget', nearest: ['flop'] });
  if (flop !== undefined)
    return {
      flop: exactly(flop, 'FLOP'),
      hours: null,
      usd: null,
      chip: null,
      mfu: null,
      stoodIn: null,
      plannedMfu: null,
      accelerators: null,
      assumed: [],
    };
  if (said === 0) throw refuse('missing', 'data.flop', { values: { flag: '--flop' } });
  const { catalogue } = context;
  const accelerator = asked.on?.accelerator ?? USUAL_CHIP;
  const chip = lookup(catalogue.chips, accelerator, 'chip', 'on.accelerator');
  const peak = chip.peak.bf16 ?? chip.peak.fp16;
  if (!peak) throw refuse('no-peak', 'on.accelerator', { value: 'bf16', values: { chip: chip.name } });
  const perHour = baseValue(peak) * HOUR;
  const assumed: Assumed[] = [];
  const usd = budget === undefined ? null : readMoney('data.budget', budget, 'USD', exchangeRates(catalogue));
  const held = hours ?? usd! / priceOf(context, asked, chip, assumed);
  const accelerators = asked.on?.count ?? USUAL_COUNT;
  const planned = mfu === undefined ? plannedMfu(context, chip, accelerators, held * perHour) : null;
  const measured = planned && measuredMfu(catalogue, planned.id, chip);
  const used = planned ? betweenBoth(planned.mfu, measured) : exactly(mfu!, '1');
  if (planned)
    assumed.push(
      measured
        ? { ...factLine('stand_in', measured), value: planned.name, unit: undefined }
        : { key: 'stand_in', value: planned.name, source: `ridgepoint plan train` },
    );
  if (asked.on?.count === undefined && planned)
    assumed.push({ key: 'count', value: accelerators, unit: 'accelerators', source: 'assumption' });
  const of = (share: number) => held * perHour * share;
  return {
    flop: { value: of(used.value), low: of(used.low), high: of(used.high), unit: 'FLOP' },
    hours: held,
    usd,
    chip,
    mfu: used,
    stoodIn: planned?.name ?? null,
    plannedMfu: measured && planned.mfu,
    accelerators,
    assumed,
  };
}

function priceOf({ catalogue }: Context, { economics }: DataInput, chip: Chip, assumed: Assumed[]): number {
  if (economics?.price !== undefined)
    return readMoney('economics.price', economics.price, 'USD/h', exchangeRates(catalogue));
  const chosen = choosePrice(catalogue, chip.id, 'rent-on-demand');
  if (!chosen) throw refuse('no-price', 'economics.price', { value: chip.name });
  assumed.push(citedLine(chosen.because, { key: 'price', unit: 'USD/h' }));
  return chosen.because.value;
}

/**
 * MFU that a recipe which anybody can run has reached with that network on that chip. The best of thousands of planned strategies, at
 * the batch that suits it, is better than what people run: a budget that counts on it buys less than it says.
 */
const measuredMfu = ({ constants }: Context['catalogue'], model: string, chip: Chip): Fact | null =>
  constants.findLast(({ id }) => id === `measured-mfu-${model}-${chip.id}`)?.fact ?? null;

/** The measured value with both ranges: at best what is planned. */
const betweenBoth = (planned: Ranged, measured: Fact | null): Ranged =>
  measured
    ? {
        value: measured.value,
        low: Math.min(measured.low ?? measured.value, planned.low),
        high: Math.max(measured.high ?? measured.value, planned.value),
        unit: '1',
      }
    : planned;

/** MFU of the best plan of the bundled network that is nearest in size to the best one for the budget. */
function plannedMfu(context: Context, chip: Chip, accelerators: number, peakFlop: number) {
  const wanted = bestSplit(BESIROGLU, peakFlop * FIRST_MFU).parameters;
  const networks = STAND_INS.flatMap((id) => findByName(context.catalogue.models, id) ?? []);
  const away = (parameters: number) => Math.abs(Math.log(parameters / wanted));
  const sized = networks.flatMap((entry) => (entry.parameters ? [{ entry, size: baseValue(entry.parameters) }] : []));
  for (const { entry } of sized.toSorted((a, b) => away(a.size) - away(b.size))) {
    const setting = settle(context.catalogue, {
      train: { model: entry.id, precision: chip.peak.bf16 ? 'bf16' : 'fp16' },
      on: { accelerator: chip.id, count: accelerators },
    });
    const { best } = planFor(context, setting);
    if (best?.fits) return { mfu: best.mfu, name: entry.name, id: entry.id };
  }
  throw refuse('study-rule', 'on', { values: { rule: 'no-plan', chip: chip.name, count: accelerators } });
}
