import type { Catalogue, ModelEntry } from '../../facts/index.ts';
import { ConfigError } from '../../model/index.ts';
import type { Assumed, FitReport, FitRow } from '../../report/index.ts';
import { InputError } from '../input-error.ts';
import { type Context, operation } from '../operation.ts';
import { placeOf } from '../scenario/place.ts';
import { type FitScenario, fitScenarioSchema, type ServeScenario } from '../scenario/serve-schema.ts';
import { triedOn } from './fit-formats.ts';
import { betterFit, fitRow, wholeCut } from './fit-rows.ts';
import type { OptionChoice } from './option-choice.ts';
import { defaultEngine, defaultWeights } from './serving-defaults.ts';
import { type ServingSetting, settleServing } from './settle-serving.ts';

/** What runs on an accelerator: formats of a model with the longest context, the largest batch and the speed; or which models run at all. */
export const fitServe = operation<FitScenario, FitReport>({
  name: 'fit-serve',
  command: ['fit', 'serve'],
  sentence: 'fitServe',
  input: fitScenarioSchema,
  output: 'fit-report',
  kernels: true,
  run: (context, scenario) =>
    scenario.serve?.model === undefined
      ? modelsThatRun(context, scenario)
      : formatsThatRun(context, { ...scenario, serve: { ...scenario.serve, model: scenario.serve.model } }),
});

const CONTEXT = 8192; // tokens: what chats with documents need; as long as llama.cpp's and Ollama's larger settings
const SHOWN = 12; // models
const YEARS = 2; // models older than this before the newest are left out

/** Every choice of a model on the accelerators that were named: engines and formats as said, else the usual ones. */
function choicesOf(
  context: Pick<Context, 'catalogue'>,
  scenario: ServeScenario,
): { setting: ServingSetting; choice: OptionChoice }[] {
  const { catalogue } = context;
  const { serve, on } = scenario;
  return [...new Set(on.accelerator)].flatMap((accelerator) => {
    const { chip } = placeOf(catalogue, on, accelerator, []);
    const tried =
      serve.weights || serve.engine
        ? [{ engine: serve.engine, weights: serve.weights }]
        : triedOn(chip, defaultEngine(chip).value);
    return tried.flatMap(({ engine, weights }) =>
      (on.count ?? [1]).flatMap((count) => {
        const { engine: _, weights: __, ...rest } = serve;
        const asked: ServeScenario = {
          ...scenario,
          on: { ...on, accelerator: [accelerator] },
          serve: { ...rest, ...(engine && { engine }), ...(weights && { weights: [...weights] }) },
        };
        const setting = settleServing(context, asked);
        const place = setting.places[0]!;
        const published = defaultWeights(setting.network.architecture, chip, place.profile).format;
        const named = serve.weights ? place.weights : [published, ...place.weights];
        const formats = [...new Map(named.map((format) => [format.id, format])).values()];
        return formats.flatMap((format) =>
          place.kv.map((kv) => ({
            setting,
            choice: { place, cut: wholeCut(setting, place, count), weights: format, kv },
          })),
        );
      }),
    );
  });
}

const contextOf = ({ scenario: { serve }, network, load }: ServingSetting): number =>
  serve.context ??
  Math.max(Math.min(CONTEXT, network.architecture.maxPositions || CONTEXT), Math.ceil(load.input + load.output));

function formatsThatRun(context: Pick<Context, 'catalogue'>, scenario: ServeScenario): FitReport {
  const choices = choicesOf(context, scenario);
  const rows = choices.map(({ setting, choice }) => fitRow(setting, choice, contextOf(setting), true)).sort(betterFit);
  const { setting } = choices[0]!;
  const { vision } = setting.network.architecture;
  return {
    ...head(setting, rows),
    kind: 'formats',
    modelName: setting.network.architecture.name,
    parameters: setting.network.parameters.total,
    ...(vision && { visionParameters: vision.parameters }),
    rows,
    leftOut: { older: 0, tooLarge: 0, more: 0 },
  };
}

function modelsThatRun(context: Pick<Context, 'catalogue'>, scenario: FitScenario): FitReport {
  const recent = recentModels(context.catalogue);
  const found = recent.flatMap((entry) =>
    bestOf(context, { ...scenario, serve: { ...scenario.serve, model: entry.id } }),
  );
  // A model that only runs when it loses much is better replaced by a smaller one.
  const running = found
    .filter(({ row }) => row.roomy && row.quality.tier <= 1)
    .sort((a, b) => b.row.parameters - a.row.parameters);
  const shown = running.slice(0, SHOWN);
  const rows = shown.map(({ setting, choice }) => fitRow(setting, choice, contextOf(setting), true)).sort(betterModel);
  // Where no model can be looked at, the first says why.
  const first = (
    shown[0] ??
    found[0] ??
    choicesOf(context, { ...scenario, serve: { ...scenario.serve, model: recent[0]!.id } })[0]!
  ).setting;
  return {
    ...head(first, rows),
    kind: 'models',
    modelName: null,
    parameters: null,
    rows,
    leftOut: {
      older: context.catalogue.models.length - recent.length,
      tooLarge: found.length - running.length,
      more: running.length - shown.length,
    },
  };
}

/** Answers slower than this are slower than reading: 5 tokens a second are about 230 words a minute. */
const READING = 5;

/** Larger models first among those that answer as fast as people read; the slow ones after them. */
const betterModel = (a: FitRow, b: FitRow): number => {
  const slow = ({ decode }: FitRow) => Number((decode?.value ?? 0) < READING);
  return slow(a) - slow(b) || b.parameters - a.parameters;
};

/** A model's best format by memory and quality alone; nothing is timed yet. None where an engine cannot run it at all. */
function bestOf(context: Pick<Context, 'catalogue'>, scenario: ServeScenario) {
  try {
    const all = choicesOf(context, scenario).map(({ setting, choice }) => ({
      setting,
      choice,
      row: fitRow(setting, choice, contextOf(setting), false),
    }));
    all.sort((a, b) => betterFit(a.row, b.row));
    return all.slice(0, 1);
  } catch (error) {
    // A context longer than this model's is no reason to stop looking at the others.
    if (error instanceof ConfigError || (error instanceof InputError && error.problem.code === 'serving-rule'))
      return [];
    throw error;
  }
}

function recentModels({ models }: Catalogue): readonly ModelEntry[] {
  const newest = models.reduce((latest, { released = '' }) => (released > latest ? released : latest), '');
  const from = `${Number(newest.slice(0, 4)) - YEARS}${newest.slice(4)}`;
  return models.filter(({ released = '' }) => released >= from);
}

function head(setting: ServingSetting, rows: readonly FitRow[]) {
  const { load } = setting;
  const fits = rows.some((row) => row.fits);
  const assumed: Assumed[] = [...setting.assumed];
  if (setting.scenario.serve.context === undefined)
    assumed.push({ key: 'context', value: contextOf(setting), unit: 'token', source: 'usual of chats' });
  return {
    outcome: fits ? ('fits' as const) : ('does-not-fit' as const),
    memoryBytes: setting.scenario.on.memory ?? null,
    machines: [...new Set(rows.map((row) => `${row.accelerators} × ${row.chipName}`))],
    context: contextOf(setting),
    input: load.input,
    output: load.output,
    assumed,
  };
}
