import { ATTENTION_BACKWARD, TRAFFIC_BACKWARD } from '../../cost/index.ts';
import { type Block, layersOfKind, type Mixer, operatorsOf } from '../../model/index.ts';
import { rankLayer } from '../../serving/iteration/rank-layer.ts';
import {
  type Cut,
  decodeAttention,
  expertsWork,
  type Load,
  productWork,
  promptAttention,
  type Sides,
  smallWork,
  stateWork,
  touchedExperts,
  type Work,
} from './operator-work.ts';

/** Every operator of a network on one accelerator for that load: products, attention, experts, head, and what only moves. */
export function networkWork(cut: Cut, load: Load): Work[] {
  const { architecture, tp } = cut;
  const layers = layersOfKind(architecture);
  const found = architecture.blocks.flatMap((block, i) => {
    if (layers[i] === 0) return [];
    const place = { block: block.name, layers: layers[i]! };
    return load.stage === 'training' ? trainingLayer(cut, load, block, place) : servingLayer(cut, load, block, place);
  });
  const training = load.stage === 'training';
  const vocab = Math.ceil(architecture.vocab / tp);
  // Engines make logits for the last token of a prompt alone; training makes them for all.
  const rows = training ? load.requests * load.tokens : load.requests;
  const once = { block: '', layers: 1 };
  const head = productWork(
    once,
    'head',
    { m: rows, n: vocab, k: architecture.hidden },
    '16',
    cut.widths['16'],
    training ? PASSES : 1,
  );
  const logits = training ? [smallWork(once, rows * vocab * LOGIT_BYTES)] : [];
  return merged([...found, head, ...logits]);
}

const PASSES = 3; // forward, gradient of inputs, gradient of weights
const LOGIT_BYTES = 20; // a logit forward and backward with the 32-bit cast, as training/layer-work counts
const HALF = 2;

type Place = Pick<Work, 'block' | 'layers'>;

/** A layer as an engine runs it: cut as the serving room cuts it. */
function servingLayer(cut: Cut, load: Load, block: Block, place: Place): Work[] {
  const { architecture, tp, widths, weights } = cut;
  const rank = rankLayer(block, place.layers, architecture.hidden, tp, weights!);
  const T = load.requests * load.tokens;
  const { mixer, mlp } = block;
  const works = rank.products.map(({ name, n, k, width }) => {
    // Both projections down to latents, which engines run as one.
    const fused = mixer?.kind === 'mla' && name === 'down' && k === architecture.hidden;
    return productWork(place, fused ? 'qkv-down' : name, { m: T, n, k }, width, widths[width]);
  });
  if (mixer?.kind === 'mla') works.push(latentProducts(cut, load, mixer, place));
  if (mixer?.kind === 'mamba') {
    works.push(load.stage === 'decode' ? stateWork(place, mixer, load, tp) : scanWork(cut, load, block, place, 1));
  } else if (mixer)
    works.push(
      load.stage === 'decode' ? decodeAttention(place, mixer, load, cut) : readPrompt(cut, load, mixer, place),
    );
  if (mlp?.kind === 'moe') {
    const products = expertSides(block, architecture.hidden, tp).map(({ n, k }) => ({
      n: Math.ceil(n),
      k: Math.ceil(k),
    }));
    works.push(expertsWork(place, mlp, products, { rows: T * mlp.topk, touched: touchedExperts(mlp, T) }, cut.experts));
  }
  return [...works, smallWork(place, place.layers * rank.movedBytes * T)];
}

/**
 * Latent keys and values: expanded for prompts; for answers absorbed into queries and taken out of the result, two products with the same
 * weights and the same FLOP a token (arXiv:2405.04434, section 2.1.2).
 */
function latentProducts(
  { tp, widths }: Cut,
  { requests, tokens, stage }: Load,
  mixer: Extract<Mixer, { kind: 'mla' }>,
  place: Place,
): Work {
  const heads = Math.ceil(mixer.heads / tp);
  const [n, k] = [heads * (mixer.qkNope + mixer.vHead), mixer.kvLoraRank];
  const work = productWork(place, 'kv-up', { m: requests * tokens, n, k }, '16', widths['16']);
  if (stage !== 'decode') return work;
  const rows = place.layers * requests * heads;
  const moved = rows * (widths['16'].activation * (mixer.qkNope + k) + widths['16'].output * (k + mixer.vHead));
  return { ...work, bytes: work.weightBytes + moved, call: null };
}

function readPrompt(cut: Cut, load: Load, mixer: Exclude<Mixer, { kind: 'mamba' }>, place: Place): Work {
  const { heads, kvHeads, qk, v } = headsOf(mixer, cut.tp);
  const window = mixer.kind === 'attention' ? mixer.window : null;
  return promptAttention(place, mixer, { heads, kvHeads, qk, v }, load, cut.attention, { window });
}

function headsOf(mixer: Exclude<Mixer, { kind: 'mamba' }>, tp: number) {
  const heads = Math.ceil(mixer.heads / tp);
  return mixer.kind === 'attention'
    ? { heads, kvHeads: Math.max(1, mixer.kvHeads / tp), qk: mixer.headDim, v: mixer.headDim }
    : { heads, kvHeads: heads, qk: mixer.qkNope + mixer.qkRope, v: mixer.vHead };
}

/** The chunked pass over a sequence. */
function scanWork(
  { architecture, tp }: Cut,
  { requests, tokens }: Load,
  block: Block,
  place: Place,
  passes: number,
): Work {
  const T = requests * tokens;
  const scan = operatorsOf(block, architecture.hidden).find((o) => o.op === 'scan')!;
  const times = (passes * place.layers * T) / tp;
  return {
    ...place,
    name: 'scan',
    kind: 'state',
    dtype: 'bf16',
    flops: times * scan.flopsPerToken,
    weightBytes: 0,
    cacheBytes: 0,
    bytes: times * HALF * scan.elementsPerToken,
    call: null,
  };
}

/** A layer as the training room counts it, forward and backward. */
function trainingLayer(cut: Cut, load: Load, block: Block, place: Place): Work[] {
  const { architecture, tp, widths } = cut;
  const T = load.requests * load.tokens;
  const works: Work[] = [];
  let moved = 0;
  for (const o of operatorsOf(block, architecture.hidden)) {
    if (o.op === 'matmul') {
      const n = o.shard === 'column' ? o.n / tp : o.n;
      const k = o.shard === 'row' ? o.k / tp : o.k;
      const width = o.part === 'router' ? '16' : 'format';
      works.push(productWork(place, o.name, { m: T, n, k }, width, widths[width], PASSES));
    } else if (o.op === 'attention' && block.mixer && block.mixer.kind !== 'mamba') {
      const heads = headsOf(block.mixer, tp);
      works.push(
        promptAttention(place, block.mixer, heads, load, cut.attention, {
          window: o.window,
          flopPasses: 1 + ATTENTION_BACKWARD,
          // Backward reads queries, keys, values, output and its gradient, and writes three gradients: as much twice.
          bytePasses: 3,
        }),
      );
    } else if (o.op === 'scan') works.push(scanWork(cut, load, block, place, PASSES));
    else if (o.op === 'elementwise')
      moved +=
        (HALF * (1 + TRAFFIC_BACKWARD) * o.elementsPerToken * T * o.tokensFactor) / (o.region === 'tensor' ? tp : 1);
  }
  const { mlp } = block;
  if (mlp?.kind === 'moe')
    // All experts get their gradient, whoever visits them.
    works.push(
      expertsWork(
        place,
        mlp,
        expertSides(block, architecture.hidden, tp),
        { rows: T * mlp.topk, touched: mlp.experts },
        cut.experts,
        PASSES,
      ),
    );
  return [...works, smallWork(place, place.layers * moved)];
}

/** The products of one routed expert, its width cut over the ranks. */
const expertSides = (block: Block, hidden: number, tp: number): Sides[] =>
  operatorsOf(block, hidden).flatMap((o) =>
    o.op !== 'experts' ? [] : [{ n: o.shard === 'column' ? o.n / tp : o.n, k: o.shard === 'row' ? o.k / tp : o.k }],
  );

/** The same operator of several kinds of layer is one; what only moves is one whatever the layer. */
function merged(works: readonly Work[]): Work[] {
  const found = new Map<string, Work>();
  for (const work of works) {
    const key = work.kind === 'small' ? 'small' : `${work.name} ${JSON.stringify(work.call)} ${work.dtype}`;
    const known = found.get(key);
    found.set(key, known ? sum(known, work) : work);
  }
  return [...found.values()];
}

const sum = (a: Work, b: Work): Work => ({
  ...a,
  layers: a.layers + (b.block === '' ? 0 : b.layers),
  flops: a.flops + b.flops,
  weightBytes: a.weightBytes + b.weightBytes,
  cacheBytes: a.cacheBytes + b.cacheBytes,
  bytes: a.bytes + b.bytes,
});
