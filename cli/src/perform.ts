import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Field,
  fieldsOf,
  type GenerateInput,
  generatedSource,
  InputError,
  OPERATIONS,
  type Operation,
  readInput,
  readingSchema,
  readOptions,
  refuse,
  type TrainSolution,
} from '@ridgepoint/engine/operations';
import { hashOf } from '@ridgepoint/engine/operations/link/address';
import { placeFor } from '@ridgepoint/engine/operations/link/link';
import type { NamedData } from '@ridgepoint/engine/operations/link/scenario-text';
import type {
  CrossoverReport,
  FitReport,
  FleetReport,
  ServeComparison,
  ServeReport,
  ServingPlanReport,
  SideBySide,
  SimulationReport,
  TrafficReport,
  TrainComparison,
  TrainReport,
} from '@ridgepoint/engine/report';
import type { TraceFile } from '@ridgepoint/engine/serving';
import { formatCount } from '@ridgepoint/engine/units';
import { readCase, readCases } from './cases.ts';
import { loadCatalogue, loadWithKernels } from './catalogue.ts';
import { compose, configOf, readScenario, type Said } from './compose.ts';
import { composeFiles } from './compose-files.ts';
import {
  EXIT,
  exitCodeOf,
  exitCodeOfComparison,
  exitCodeOfCrossover,
  exitCodeOfFit,
  exitCodeOfFleet,
  exitCodeOfPlan,
  exitCodeOfServeComparison,
  exitCodeOfServing,
  exitCodeOfSides,
  exitCodeOfSimulation,
} from './exit-codes.ts';
import type { Face } from './face.ts';
import { tell } from './faults.ts';
import { checkWritable, writeWhole } from './files.ts';
import { USUAL_ADDRESS } from './page-server/usual-address.ts';
import { type Format, render } from './render.ts';
import { runOperation } from './run-operation.ts';
import type { Watched, WatchFiles } from './serving-files/watch.ts';
import { writeTrace } from './trace.ts';
import { scenarioTrace, tracesOf } from './traces-of.ts';
import { askedCommand, explainCommand } from './typed-command.ts';
import { answerWorkbook } from './workbook/answer-workbook.ts';

const SIDES: ReadonlySet<string> = new Set(['side-by-side', 'diff', 'checks']);

/** A command line, understood. */
export interface Asked {
  readonly operation: Operation;
  readonly positionals: readonly unknown[];
  readonly flags: ReadonlyMap<Field, string>;
  readonly asserts: readonly string[];
  /** `--set rate=40`, as typed. */
  readonly sets: readonly string[];
  /** The operation takes a scenario. */
  readonly scenario: boolean;
  /** The bundled example is the scenario. */
  readonly example: boolean;
  readonly format: Format;
  readonly out?: string;
  readonly overlay?: string;
  readonly trace?: string;
  /** Several scenarios that were no files. */
  readonly scenarios?: readonly NamedData[];
  /** Nothing is answered: the link of the page that asks the same is printed. */
  readonly link?: true;
  /** Files that a simulation fills. */
  readonly files?: WatchFiles;
}

/** Reads, runs, prints; gives the exit code. */
export async function perform(typed: Asked, face: Face): Promise<number> {
  let nameOf = (path: string): string => path;
  try {
    const { file, rest } = fileAmong(typed);
    const asked = { ...typed, operation: await meantOperation(typed.operation, file) };
    const catalogue = await (asked.operation.kernels ? loadWithKernels : loadCatalogue)(asked.overlay);
    const several = asked.operation.files
      ? await composeFiles(catalogue, asked.operation, asked.scenarios ?? positionalFiles(rest), asked.flags)
      : null;
    const said: Said = several
      ? { data: { ...several.data }, nameOf: several.nameOf }
      : asked.scenario
        ? await compose(catalogue, {
            file,
            flags: asked.flags,
            asserts: asked.asserts,
            at: asked.operation.output === 'explanation' ? 'scenario' : '',
          })
        : {
            data: Object.fromEntries([...asked.flags].map(([field, value]) => [field.path, value])),
            nameOf: flagOf(asked.operation),
          };
    // What nobody said by a flag can be said by one, where no file says anything.
    const flagged = file === undefined && !several ? flagOf(asked.operation) : (path: string) => path;
    nameOf = (path) => flagged(said.nameOf(path));
    if (asked.link) {
      process.stdout.write(`${USUAL_ADDRESS}${hashOf(placeFor(asked.operation, said.data)!)}\n`);
      return EXIT.ok;
    }
    const set = setsOf(asked.sets);
    const scenario = said.data.scenario;
    const data = {
      ...said.data,
      ...(asked.sets.length > 0 && (scenario ? { scenario: { ...scenario, set } } : { set })),
      ...(await caseData(asked.operation, rest)),
      ...positionalData(asked, rest, (model) => configOf(catalogue, model, '.')),
      ...(await traceData(asked, said.data, rest, face)),
    };
    const rows =
      asked.operation.name === 'traffic-generate' && asked.out !== undefined
        ? (await traceFiles()).traceFileOf(asked.out)
        : null;
    // The page under a name that promises rows would be read by nobody.
    if (
      rows === null &&
      asked.operation.name === 'traffic-generate' &&
      asked.out !== undefined &&
      asked.format === 'text'
    )
      if (!asked.out.endsWith('.txt'))
        throw refuse('out-form', 'out', { value: asked.out, nearest: [asked.out.replace(/(?:\.\w*)*$/, '.jsonl')] });
    if (asked.out !== undefined) checkWritable(asked.out);
    const { answer, interrupted, watched } = await runOperation(
      asked.operation,
      data,
      catalogue,
      {
        overlay: asked.overlay,
        trace: await scenarioTrace(said.data, face),
        ...(several && { traces: await tracesOf(several.scenarios, face) }),
        ...(asked.files && { files: asked.files }),
        today: face.today,
      },
      face,
    );
    const { format } = asked;
    const text =
      format === 'xlsx'
        ? await answerWorkbook(asked.operation.output, answer, askedCommand(positionalFiles([file, rest]), asked), face)
        : render(asked.operation.output, answer, format, face, { explain: explainCommand(file, asked) });
    const { pipeline } = answer as Partial<TrainReport>;
    if (asked.trace !== undefined && pipeline) {
      writeTrace(asked.trace, pipeline);
      process.stderr.write(`${face.messages.face.written(asked.trace)}\n`);
    }
    if (asked.out === undefined || rows !== null) process.stdout.write(text);
    else {
      writeWhole(asked.out, text);
      process.stderr.write(`${face.messages.face.written(asked.out)}\n`);
    }
    tellWatched(watched, face);
    if (rows !== null) await writeRequests(asked, data, rows, answer as TrafficReport, face);
    if (interrupted) {
      process.stderr.write(`${face.messages.errors.interrupted}\n`);
      return EXIT.interrupted;
    }
    if (asked.operation.output === 'solution') return (answer as TrainSolution).value === null ? EXIT.unfit : EXIT.ok;
    if (asked.operation.output === 'simulation') return exitCodeOfSimulation(answer as SimulationReport);
    if (asked.operation.output === 'serving-plan') return exitCodeOfPlan(answer as ServingPlanReport);
    if (asked.operation.output === 'fit-report') return exitCodeOfFit(answer as FitReport);
    if (asked.operation.output === 'fleet') return exitCodeOfFleet(answer as FleetReport);
    if (asked.operation.output === 'serve-report') return exitCodeOfServing(answer as ServeReport);
    if (SIDES.has(asked.operation.output)) return exitCodeOfSides(asked.operation.output, answer as SideBySide);
    if (asked.operation.output === 'crossover') return exitCodeOfCrossover(answer as CrossoverReport);
    if (asked.operation.output === 'comparison') return exitCodeOfComparison(answer as TrainComparison);
    if (asked.operation.output === 'serve-comparison') return exitCodeOfServeComparison(answer as ServeComparison);
    return asked.operation.output === 'train-report' ? exitCodeOf(answer as TrainReport) : EXIT.ok;
  } catch (error) {
    if (error instanceof InputError) return tell(error, face, nameOf);
    throw error;
  }
}

/** `explain FILE` is about what the file asks: training or serving. */
async function meantOperation(operation: Operation, file: string | undefined): Promise<Operation> {
  if (operation.name !== 'explain' || file === undefined || file === '-') return operation;
  const data = await readScenario(file);
  const kind = ['serve', 'own', 'worksheet', 'carbon', 'chip', 'value', 'data'].find((key) => key in data);
  const meant = kind === undefined ? 'explain' : `explain-${kind}`;
  return (OPERATIONS as readonly Operation[]).find(({ name }) => name === meant)!;
}

/** The scenario file among what follows the command; `explain step_time --model ...` has none. */
function fileAmong({ operation, positionals, scenario, example }: Asked): { file?: string; rest: readonly unknown[] } {
  if (example) return { file: exampleFile(), rest: [] };
  if (!scenario || operation.files) return { rest: positionals };
  const [first, ...rest] = positionals as (string | undefined)[];
  if (first === undefined) return { rest };
  const isPath =
    operation.output === 'explanation' &&
    rest[0] === undefined &&
    !/\.(ya?ml|json)$|^-$/.test(first) &&
    !existsSync(first);
  return isPath ? { rest: [first] } : { file: first, rest };
}

/** Beside the bundle when installed, in examples/ in a clone. */
function exampleFile(): string {
  const name = 'llama-3.1-405b.yaml';
  const installed = fileURLToPath(new URL(`./${name}`, import.meta.url));
  return existsSync(installed) ? installed : fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
}

/** Files that follow the command, however many. */
const positionalFiles = (rest: readonly unknown[]): string[] => rest.flat().filter((word) => typeof word === 'string');

function positionalData(
  { operation }: Asked,
  rest: readonly unknown[],
  config: (model: string) => unknown,
): Record<string, unknown> {
  const [first] = rest;
  switch (operation.name) {
    case 'explain':
    case 'explain-serve':
    case 'explain-worksheet':
    case 'explain-own':
    case 'explain-carbon':
    case 'explain-chip':
    case 'explain-value':
    case 'explain-data':
    case 'explain-roofline':
      return first === undefined ? {} : { path: first };
    case 'catalogue-list':
      return first === undefined ? {} : { list: first };
    case 'catalogue-show':
      return { name: first };
    case 'models-params':
      return { models: ((first as string[] | undefined) ?? []).map(config) };
    default:
      return {};
  }
}

/** `--set rate=40` as a mapping. Throws InputError. */
function setsOf(typed: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    typed.map((one) => {
      const [, name, value] = /^\s*([A-Za-z]\w*)\s*=\s*(.+)$/s.exec(one) ?? [];
      if (!name || !value) throw refuse('set-form', '--set', { value: one });
      return [name, value.trim()];
    }),
  );
}

/** Cases of the casebook are read by the face. */
async function caseData({ name }: Operation, [asked]: readonly unknown[]): Promise<Record<string, unknown>> {
  if (name === 'case-list') return { files: await readCases() };
  return name === 'case-run' || name === 'case-show' ? { file: await readCase(String(asked)) } : {};
}

/** Where there is no scenario, everything was said by flags: `rate` is `--rate`. */
const flagOf =
  ({ input }: Operation) =>
  (path: string): string => {
    const flag = fieldsOf(input).find((field) => field.path === path)?.flag;
    return flag === undefined ? path : `--${flag}`;
  };

/** A trace file is read by the face, for it is far too long to be held as text. */
async function traceData(
  { operation }: Asked,
  said: Readonly<Record<string, unknown>>,
  rest: readonly unknown[],
  face: Face,
): Promise<Record<string, unknown>> {
  if (operation.name !== 'traffic-describe') return {};
  const path = String(rest[0]);
  const { readTraceFile } = await traceFiles();
  const read = await readTraceFile(path, readOptions(readInput(readingSchema, said)), face);
  return { name: path === '-' ? '-' : basename(path), trace: () => read };
}

/** What reads and writes traces brings unpacking along, which few commands need. */
const traceFiles = () => import('./trace-file.ts');

async function writeRequests(
  { operation, out }: Asked,
  data: unknown,
  file: TraceFile,
  report: TrafficReport,
  face: Face,
): Promise<void> {
  const { description } = report;
  const source = generatedSource(readInput(operation.input, data) as GenerateInput);
  const { writeTraceFile } = await traceFiles();
  const rows = writeTraceFile(out!, source, file, description.seconds, face);
  const words = face.messages.traffic;
  process.stderr.write(`${words.writtenRows({ path: out!, rows: formatCount(rows) })}\n`);
  if (file === 'csv' && description.prefix)
    process.stderr.write(`${words.repairs['blocks-not-written']({ rows: formatCount(rows), line: '' })}\n`);
}

function tellWatched({ requests, steps }: Watched, face: Face): void {
  const words = face.messages.simulation;
  if (requests)
    process.stderr.write(`${words.requestsWritten({ path: requests.path, rows: formatCount(requests.rows) })}\n`);
  if (steps)
    process.stderr.write(
      `${words.traceWritten({ path: steps.path, events: formatCount(steps.events), cut: steps.cut })}\n`,
    );
}
