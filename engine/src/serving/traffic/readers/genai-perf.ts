import { emptyRow } from '../trace-builder.ts';
import { numberIn, type Place, TraceError } from '../trace-error.ts';
import { arrivalTimes } from './arrival-times.ts';
import { isObject } from './json-object.ts';
import type { DocumentReader, Json } from './reader.ts';

/** A rule of thumb for English (OpenAI's help pages: a token is about four characters). */
const CHARACTERS_PER_TOKEN = 4;

/**
 * GenAI-Perf's profile_export.json (Triton's perf_analyzer): experiments[].requests[] with timestamp and response_timestamps in ns and the
 * texts that were sent and received. It counts no tokens: those of a `usage` block are taken where the server sent one; otherwise an answer
 * counts one token a chunk and a prompt a token for four characters, which is told.
 */
export const genaiPerf: DocumentReader = {
  format: 'genai-perf',
  key: 'experiments',
  patterns: [['experiments', '#', 'requests', '#']],
  open(to) {
    const wanted = to.options.run === undefined ? 0 : Number(to.options.run) - 1;
    const time = arrivalTimes(to, 'ns');
    const others = new Set<string>();
    const row = emptyRow();
    const take = (value: unknown, place: Place): void => {
      if (!isObject(value)) throw new TraceError({ code: 'missing-value', ...place, column: 'timestamp' });
      const begun = numberIn(value.timestamp, 'timestamp', place);
      row.arrival = time(begun, 'timestamp', place);
      const stamps = Array.isArray(value.response_timestamps) ? value.response_timestamps : [];
      const answers = Array.isArray(value.response_outputs) ? value.response_outputs.map(textOf) : [];
      row.ttft = stamps.length > 0 ? (numberIn(stamps[0], 'response_timestamps', place) - begun) / 1e9 : Number.NaN;
      row.e2e = stamps.length > 0 ? (numberIn(stamps.at(-1), 'response_timestamps', place) - begun) / 1e9 : Number.NaN;
      const usage = answers.findLast((text) => text.includes('"usage"')) ?? '';
      const [sent, received] = [countIn(usage, 'prompt_tokens'), countIn(usage, 'completion_tokens')];
      if (sent === null) to.builder.repair('input-by-characters', place);
      if (received === null) to.builder.repair('output-by-chunks', place);
      row.input = sent ?? Math.ceil(promptCharacters(value.request_inputs) / CHARACTERS_PER_TOKEN);
      row.output =
        received ??
        (answers.filter((text) => /"(?:content|text|token)"\s*:\s*"[^"]/.test(text)).length || stamps.length);
      to.builder.add(row, place);
    };
    return {
      piece(_, value, path) {
        if (Number(path[1]) !== wanted) {
          others.add(path[1]!);
          return;
        }
        const place = { entry: Number(path[3]) + 1 };
        to.rows.read(place, () => take(value, place));
      },
      end() {
        if (to.builder.count === 0 && others.size > 0)
          throw new TraceError({
            code: 'no-such-run',
            value: to.options.run ?? '1',
            values: { runs: others.size },
            nearest: ['1'],
          });
        if (others.size > 0) to.builder.repair('other-runs', {}, others.size);
      },
    };
  },
};

const textOf = (answer: unknown): string => (isObject(answer) ? String(Object.values(answer)[0] ?? '') : '');

const countIn = (text: string, key: string): number | null => {
  const found = new RegExp(`"${key}"\\s*:\\s*(\\d{1,9})`).exec(text)?.[1];
  return found === undefined ? null : Number(found);
};

function promptCharacters(inputs: unknown): number {
  if (!isObject(inputs)) return 0;
  const payload = inputs.payload ?? inputs.text_input ?? Object.values(inputs)[0];
  const text = typeof payload === 'string' ? payload : (JSON.stringify(payload) ?? '');
  let characters = 0;
  for (const found of text.matchAll(/"(?:content|prompt|text)"\s*:\s*"((?:[^"\\]|\\.)*)"/g))
    characters += found[1]!.length;
  return characters || (inputs as Json).payload === undefined ? characters || text.length : 0;
}
