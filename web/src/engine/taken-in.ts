import { parametersOf, parseConfig, readArchitecture } from '@ridgepoint/engine/model';
import { InputError, refuse } from '@ridgepoint/engine/operations/input-error';
import { KINDS } from '@ridgepoint/engine/operations/measures/index';
import { asInput } from '@ridgepoint/engine/operations/scenario/network';
import { yamlData } from '@ridgepoint/engine/operations/scenario/yaml-data';
import { TraceError, type TraceRead, TraceReader } from '@ridgepoint/engine/serving';
import * as yaml from 'yaml';
import type { ScenarioData, TakenIn } from './protocol.ts';

/** As the terminal reads at most of a file that a person writes. */
const MOST_TEXT = 2 ** 20;
/** A week of a busy service, unpacked; more a browser's tab can hardly hold. */
const MOST_TRACE = 2 ** 28;
const HEAD = 2 ** 16;
/** Keys of which every config.json of the hub has one. */
const CONFIG_KEYS = ['model_type', 'architectures', 'hidden_size', 'n_embd', 'd_model', 'num_hidden_layers'];

interface Given {
  readonly name: string;
  readonly file: Blob;
}

/** What a file is, told from its name and its beginning, and what it holds. A refusal is data; the trace stays with the caller. */
export async function takenIn({ name, file }: Given): Promise<{ readonly taken: TakenIn; readonly trace?: TraceRead }> {
  try {
    if (file.size === 0) throw refuse('text-empty', name);
    const head = await headOf(file);
    const text = isTrace(name, head) ? null : await wholeText(name, file);
    const data = text === null ? null : dataOf(name, text);
    if (data && CONFIG_KEYS.some((key) => Object.hasOwn(data, key))) return { taken: configOf(name, text!) };
    const kind = data && KINDS.find((known) => known.of(data));
    if (kind) return { taken: { what: 'scenario', kind: kind.kind, name: bare(name), data: data! } };
    if (data && !/^\s*[[{]/.test(head))
      throw refuse('unknown-kind', name, {
        value: Object.keys(data).slice(0, 6).join(', '),
        nearest: KINDS.map((known) => known.kind),
      });
    return await traceOf(name, file);
  } catch (error) {
    if (error instanceof InputError) return { taken: { what: 'refused', problem: error.problem } };
    if (error instanceof TraceError) return { taken: { what: 'bad-trace', name, problem: error.problem } };
    throw error;
  }
}

const bare = (name: string): string => name.replace(/\.(ya?ml|json)$/i, '');

/** Files of requests by their name; without one, several lines of JSON or a heading of a table. */
function isTrace(name: string, head: string): boolean {
  if (/\.(csv|tsv|jsonl|gz)$/i.test(name)) return true;
  if (/\.(ya?ml|json)$/i.test(name)) return false;
  const [first = '', second = ''] = head.trimStart().split(/\r?\n/);
  return /^\{.*\}\s*$/.test(first) && second.startsWith('{') ? true : /^[^:{[]+[,;\t][^:{[]+$/.test(first);
}

async function wholeText(name: string, file: Blob): Promise<string | null> {
  // What is larger and JSON can only be a benchmark's file.
  if (file.size <= MOST_TEXT) return file.text();
  if (/\.ya?ml$/i.test(name)) throw refuse('text-too-big', name, { values: { bytes: file.size, max: MOST_TEXT } });
  return null;
}

/** An object of JSON or YAML; null where it is a list, of which only traces are made. */
function dataOf(name: string, text: string): ScenarioData | null {
  const data = yamlData(text.replace(/^\uFEFF/, ''), name, yaml);
  if (Array.isArray(data)) return null;
  if (data === null || typeof data !== 'object')
    throw refuse('wrong-type', name, { value: data, values: { expected: 'object' } });
  return data as ScenarioData;
}

/** A model's config, understood once here, so that what is wrong with it is told at once. */
function configOf(name: string, text: string): TakenIn {
  return asInput(name, () => {
    const config = parseConfig(text);
    const { _name_or_path: said } = config;
    const own = typeof said === 'string' && /^[\w.-]+\/[\w.-]+$/.test(said) ? said.split('/')[1]! : bare(name);
    const { total } = parametersOf(readArchitecture(config, own, own));
    if (!(total > 0)) throw refuse('too-small', name, { value: total, values: { min: 1, unit: 'parameters' } });
    return { what: 'config', name: own, config, parameters: total };
  });
}

async function traceOf(name: string, file: Blob): Promise<{ readonly taken: TakenIn; readonly trace: TraceRead }> {
  const reader = new TraceReader({});
  let length = 0;
  for await (const piece of textOf(file)) {
    length += piece.length;
    if (length > MOST_TRACE) throw new TraceError({ code: 'file-too-long', values: { max: MOST_TRACE } });
    reader.push(piece);
  }
  const trace = reader.end();
  const { count, arrival } = trace.trace;
  const seconds = count > 0 ? arrival[count - 1]! - arrival[0]! : 0;
  return { taken: { what: 'trace', name, requests: count, seconds }, trace };
}

async function headOf(file: Blob): Promise<string> {
  for await (const piece of textOf(file)) return piece.slice(0, HEAD);
  return '';
}

/** The text of a file, unpacked where it begins as gzip does. */
async function* textOf(file: Blob): AsyncGenerator<string> {
  const begins = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isPacked = begins[0] === 0x1f && begins[1] === 0x8b;
  const bytes = isPacked ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream();
  const reader = bytes.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    yield value;
  }
}
