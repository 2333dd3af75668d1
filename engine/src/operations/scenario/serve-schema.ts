import * as z from 'zod';
import { ROUTERS, SCHEDULERS } from '../../serving/index.ts';
import { OBJECTIVES } from '../../serving/search/option.ts';
import { columnMap } from './column-map.ts';
import { failure } from './failure.ts';
import { choice, oneOrMore, onOff, quantity, text } from './field.ts';
import { latency, percentileOf } from './latency.ts';
import { later } from './later.ts';
import { assertRules, degree, economics, MAX_COUNT, model, place, whole } from './shared-fields.ts';
import { tokens, trafficFields } from './traffic-fields.ts';

export const KV_KINDS = ['bf16', 'fp16', 'fp8', 'int8', 'fp4', 'int4'] as const;

/** What becomes of rows of a trace without an answer: counted as one token (an engine gives at least one), left out, or refused. */
export const ZERO_OUTPUT = ['one', 'drop', 'refuse'] as const;

/** Rows of a trace in which a value is missing or no number. */
export const BAD_ROWS = ['refuse', 'drop'] as const;

/** Longest request that is reckoned with, tokens. */
const MAX_CONTEXT = 1e8;

const serve = later(() =>
  z.strictObject({
    model,
    engine: text({ flag: 'engine' }).optional(),
    version: text({ flag: 'engine-version' }).optional(),
    weights: oneOrMore(text({}), { flag: 'weights' }).optional(),
    kv: oneOrMore(choice(KV_KINDS, {}), { flag: 'kv' }).optional(),
    context: quantity('token', { min: 2, max: MAX_CONTEXT, whole: true }, { flag: 'context' }).optional(),
    tp: degree('tp').optional(),
    pp: degree('pp').optional(),
    dp: degree('dp').optional(),
    ep: degree('ep').optional(),
    replicas: whole('replicas', MAX_COUNT).optional(),
    max_batch: whole('max-batch', 1e6).optional(),
    max_batched_tokens: quantity(
      'token',
      { min: 1, max: MAX_CONTEXT, whole: true },
      { flag: 'max-batched-tokens' },
    ).optional(),
    memory_fraction: quantity('1', { min: 0.01, max: 1 }, { flag: 'memory-fraction' }).optional(),
    block: quantity('token', { min: 1, max: 65_536, whole: true }, { flag: 'block' }).optional(),
    blocks: whole('blocks', 1e10).optional(),
    reserved: quantity('B', { min: 0, max: 1e15 }, { flag: 'reserved' }).optional(),
    prefix_cache: choice(['on', 'off', 'lru', 'radix'], { flag: 'prefix-cache' }).optional(),
    chunked_prefill: onOff({ flag: 'chunked-prefill' }).optional(),
    scheduler: choice(SCHEDULERS, { flag: 'scheduler' }).optional(),
    preemption: choice(['recompute', 'swap'], { flag: 'preemption' }).optional(),
    graphs: onOff({ flag: 'graphs' }).optional(),
    router_skew: quantity('1', { min: 0, max: 5 }, { flag: 'router-skew' }).optional(),
    router: choice(ROUTERS, { flag: 'router' }).optional(),
    offload: quantity('B', { min: 0, max: 1e15 }, { flag: 'offload' }).optional(),
    /** Between the accelerators of a replica and that memory, one way; then a slower tier that takes what host memory gives up. */
    offload_bandwidth: quantity('B/s', { min: 1e6, max: 1e14 }, { flag: 'offload-bandwidth' }).optional(),
    offload_disk: quantity('B', { min: 0, max: 1e18 }, { flag: 'offload-disk' }).optional(),
    offload_disk_bandwidth: quantity('B/s', { min: 1e6, max: 1e14 }, { flag: 'offload-disk-bandwidth' }).optional(),
    /** Adapters of low rank on one model. */
    lora: z
      .strictObject({
        adapters: whole('lora-adapters', 1e6),
        rank: whole('lora-rank', 1024).optional(),
        /** Held at once and mixed in one batch (max_loras). */
        together: whole('lora-together', 10_000).optional(),
        share: quantity('1', { min: 0, max: 1 }, { flag: 'lora-share' }).optional(),
      })
      .optional(),
    /** Pictures in every prompt, whose tokens come on top of its text; those of a trace are among its prompts' tokens. */
    pictures: z
      .strictObject({
        count: quantity('1', { min: 0, max: 10_000, whole: true }, { flag: 'pictures' }),
        width: whole('picture-width', 100_000).optional(),
        height: whole('picture-height', 100_000).optional(),
      })
      .optional(),
    max_waiting: whole('max-waiting', 1e9).optional(),
    speculation: z
      .strictObject({
        tokens: whole('speculative-tokens', 64),
        acceptance: quantity('1', { min: 0, max: 1 }, { flag: 'acceptance' }).optional(),
        by: choice(['mtp', 'lookup'], { flag: 'draft' }).optional(),
      })
      .optional(),
    /** Replicas come and go with the load, between so many. */
    scale: z
      .strictObject({
        least: whole('scale-least', MAX_COUNT),
        most: whole('scale-most', MAX_COUNT),
        every: quantity('s', { min: 0.001, max: 1e6 }, { flag: 'scale-every' }).optional(),
        start: quantity('s', { min: 0, max: 1e6 }, { flag: 'scale-start' }).optional(),
        above: quantity('1', { min: 0, max: 1e6 }, { flag: 'scale-above' }).optional(),
        below: quantity('1', { min: 0, max: 1e6 }, { flag: 'scale-below' }).optional(),
      })
      .optional(),
    /** Replicas that are lost, and for how long. */
    failures: oneOrMore(failure(), { flag: 'fail' }).optional(),
    /** Replicas of either role behind one router, in place of `replicas` of both. */
    disaggregate: z
      .strictObject({
        prefill: whole('prefill-replicas', MAX_COUNT),
        decode: whole('decode-replicas', MAX_COUNT),
        /** Degrees of replicas that read prompts, where they are not those of `serve`. */
        prefill_tp: whole('prefill-tp', MAX_COUNT).optional(),
        prefill_pp: whole('prefill-pp', MAX_COUNT).optional(),
        prefill_dp: whole('prefill-dp', MAX_COUNT).optional(),
        prefill_ep: whole('prefill-ep', MAX_COUNT).optional(),
      })
      .optional(),
  }),
);

const on = later(() =>
  z.strictObject({
    accelerator: oneOrMore(text({}), { flag: 'on', alias: 'chip' }),
    count: oneOrMore(quantity('1', { min: 1, max: MAX_COUNT, whole: true }, {}), {
      flag: 'gpus',
      alias: 'count',
    }).optional(),
    ...place,
  }),
);

const traffic = later(() =>
  z.strictObject({
    /** A file of requests; the face reads it. */
    trace: text({ flag: 'traffic', alias: 'trace' }).optional(),
    /** Rows of it without an answer, and longer than the context. */
    zero_output: choice(ZERO_OUTPUT, { flag: 'zero-output' }).optional(),
    /** Rows that cannot be read, and which column is which. */
    bad_rows: choice(BAD_ROWS, { flag: 'bad-rows' }).optional(),
    columns: columnMap().optional(),
    time_scale: quantity('1', { min: 1e-6, max: 1e6 }, { flag: 'time-scale' }).optional(),
    ...trafficFields(),
    input_p95: tokens('input-p95'),
    output_p95: tokens('output-p95'),
    /** Of a prompt's tokens, the share already in the prefix cache, where the traffic itself does not say. */
    cached: quantity('1', { min: 0, max: 0.999 }, { flag: 'cached' }).optional(),
    /** Clients that wait for their answer, of the whole system; and how long they think. */
    concurrency: whole('concurrency', 1e8).optional(),
    think: quantity('s', { min: 0, max: 1e6 }, { flag: 'think' }).optional(),
  }),
);

const slo = later(() =>
  z.strictObject({
    ttft: latency('ttft').optional(),
    tpot: latency('tpot').optional(),
    e2e: latency('e2e').optional(),
    percentile: percentileOf('percentile').optional(),
  }),
);

/** How the trace that a scenario names is to be read: what the face needs before it asks. */
export const traceReadingSchema = later(() =>
  z.object({
    traffic: traffic.unwrap().pick({ zero_output: true, bad_rows: true, columns: true }).strip().optional(),
  }),
);

/** What a plan of serving may spend and wants least of. */
const search = later(() =>
  z.strictObject({
    objective: choice(OBJECTIVES, { flag: 'objective' }).optional(),
    max_accelerators: whole('max-gpus', MAX_COUNT).optional(),
    /** Requests at once, and tokens of a step, that are tried in place of the search's own steps. */
    batches: oneOrMore(quantity('1', { min: 1, max: 1e6, whole: true }, {}), { flag: 'batches' }).optional(),
    token_budgets: oneOrMore(quantity('token', { min: 1, max: MAX_CONTEXT, whole: true }, {}), {
      flag: 'token-budgets',
    }).optional(),
  }),
);

/** A question about serving: one YAML file, the same words as flags, or the same object as JSON. Version 1. */
export const serveScenarioSchema = later(() =>
  z.strictObject({
    ridgepoint: z.literal(1).optional(),
    serve,
    on,
    traffic: traffic.optional(),
    slo: slo.optional(),
    search: search.optional(),
    economics: z.optional(economics),
    assert: z.optional(assertRules),
  }),
);
/** What runs on a card: the same words, the model may be left open. */
export const fitScenarioSchema = later(() =>
  z.strictObject({
    ridgepoint: z.literal(1).optional(),
    serve: serve.unwrap().partial({ model: true }).optional(),
    on,
    traffic: traffic.optional(),
  }),
);
export type FitScenario = z.output<typeof fitScenarioSchema>;
export type ServeScenario = z.output<typeof serveScenarioSchema>;
export type TrafficWords = NonNullable<ServeScenario['traffic']>;
