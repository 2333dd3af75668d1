import { type Because, derive, input } from '../../because/index.ts';
import { expertsSeconds, productBecause, productGrade } from '../../cost/index.ts';
import { baseValue, cited } from '../../facts/index.ts';
import { rateBecause, sustainedRate } from '../../machine/index.ts';
import { type Block, type Operator, operatorsOf } from '../../model/index.ts';
import type { StepParts } from '../answer.ts';
import { attentionWidth, elementBytes, plainFormat, rowsPerExpert, tokensPerRank } from '../layer-work.ts';
import { microBatchesOf, type Pricer } from '../pricer.ts';
import { withCopiedKeys } from '../rank-block.ts';
import { recomputedShare } from '../stage-pass.ts';
import type { Strategy } from '../strategy.ts';
import { graded, node, ofPreset } from './node.ts';

/** Reasons of the compute on the pacing stage: every product with its shape, rate and grade; then attention, traffic, recompute, launch. */
export function explainCompute(pricer: Pricer, strategy: Strategy, parts: StepParts): Because {
  const preset = pricer.preset(strategy);
  const micro = input('micro_batches', microBatchesOf(pricer.problem, strategy), '1');
  const layersEach = pricer.problem.architecture.order.length / strategy.pp;
  const again =
    strategy.recompute === 'full' ? [input('share_of_layers', recomputedShare(strategy, layersEach), '1')] : [];
  const children: Because[] = [
    graded(
      node(
        'matmul',
        parts.matmul,
        's',
        'Σ products: micro-batches · layers · (forward + input gradient + weight gradient)',
        'cost/product',
        products(pricer, strategy),
      ),
    ),
    graded(
      node(
        'attention',
        parts.attention,
        's',
        'core forward and backward: FLOP / achieved rate',
        'cost/attention',
        attentionInputs(pricer, strategy),
      ),
      pricer.problem.machine.grade,
    ),
    graded(
      node('elementwise', parts.elementwise, 's', 'passes · bytes / bandwidth, backward 1.8 ×', 'cost/traffic', [
        bandwidth(pricer),
      ]),
      'datasheet',
    ),
    node(
      'recompute',
      parts.recompute,
      's',
      `activations run again in backward (${strategy.recompute})`,
      'Korthikanti et al. 2022',
      [...again, micro],
    ),
    node('launch', parts.launch, 's', 'host launches that the work does not cover', preset.source, [
      ofPreset(preset, 'seconds_a_kernel', preset.launchSeconds, 's'),
      micro,
    ]),
  ];
  const total = children.reduce((sum, c) => sum + c.value, 0);
  return node('compute', total, 's', children.map((c) => c.name).join(' + '), 'sum', children);
}

export function bandwidth(pricer: Pricer): Because {
  const { chip, rates } = pricer.problem.machine;
  const fact = { ...cited('datasheet', chip.memory.bandwidth), value: baseValue(chip.memory.bandwidth), unit: 'B/s' };
  return node('bandwidth', rates.memory, 'B/s', 'datasheet · 0.8', 'machine/shares', [fact]);
}

function attentionInputs(pricer: Pricer, strategy: Strategy): Because[] {
  const { rates, chip } = pricer.problem.machine;
  const preset = pricer.preset(strategy);
  if (!preset.flash) return [bandwidth(pricer)];
  const note = `share of peak of ${chip.architecture}, machine/shares`;
  return [
    {
      ...input(
        'rate_forward',
        attentionWidth(pricer.problem) * rates.attentionForward * preset.attentionShare.forward,
        'FLOP/s',
      ),
      kind: 'assumption',
      source: note,
    },
    {
      ...input(
        'rate_backward',
        attentionWidth(pricer.problem) * rates.attentionBackward * preset.attentionShare.backward,
        'FLOP/s',
      ),
      kind: 'assumption',
      source: note,
    },
    input('sequence', pricer.problem.sequence, 'token'),
  ];
}

/** One node a product and kind of layer; values add up to parts.matmul. */
function products(pricer: Pricer, strategy: Strategy): Because[] {
  const { problem } = pricer;
  const shape = pricer.shape(strategy);
  const pass = pricer.pass(strategy);
  const kind = shape.kinds.find((k) => k.stage === pass.slowStage)!;
  const ends = pricer.ends(strategy);
  const m = microBatchesOf(problem, strategy);
  const nodes: Because[] = [];
  problem.architecture.blocks.forEach((block, k) => {
    const layers = kind.counts[k]! + (kind.head && k === ends.mtpKind ? ends.mtpLayers : 0);
    if (layers === 0) return;
    for (const operator of operatorsOf(withCopiedKeys(block, strategy.tp), problem.architecture.hidden)) {
      const each = productOf(pricer, strategy, block, operator);
      if (!each) continue;
      const repeat = (m * layers) / shape.copies;
      const seconds = each.reduce((sum, e) => sum + e.value, 0);
      const prefix = problem.architecture.blocks.length > 1 ? `${block.name}.` : '';
      nodes.push(
        graded(
          node(
            `${prefix}${operator.name}`.replaceAll('.', '_'),
            repeat * seconds,
            's',
            `${m} micro-batches · ${layers} layers · (forward + input gradient + weight gradient)`,
            'training/layer-work',
            each,
          ),
        ),
      );
    }
  });
  if (kind.head) {
    const head = (m * (1 + ends.mtpLayers) * (ends.head.forward + ends.head.input + ends.head.weight)) / shape.copies;
    nodes.push(
      graded(
        node('head', head, 's', 'output head and loss', 'training/layer-work', [
          input('vocabulary', problem.architecture.vocab, '1'),
        ]),
        productGrade(problem.machine, plainFormat(problem.precision.compute)),
      ),
    );
  }
  return nodes;
}

function productOf(pricer: Pricer, strategy: Strategy, _block: Block, operator: Operator): Because[] | null {
  const { problem } = pricer;
  const { chip } = problem.machine;
  const preset = pricer.preset(strategy);
  const T = tokensPerRank(problem, strategy);
  const compute =
    operator.op === 'matmul' && operator.part === 'router'
      ? plainFormat(problem.precision.compute)
      : problem.precision.compute;
  const size = (name: string, value: number) => input(name, value, '1');
  const tail = [rateBecause(chip, compute), bandwidth(pricer), input('element', elementBytes(compute), 'B')];
  if (operator.op === 'matmul') {
    const split = strategy.tpComm === 'rs-ag' ? strategy.tp : 1;
    const n = operator.shard === 'column' ? operator.n / strategy.tp : operator.n;
    const k = operator.shard === 'row' ? operator.k / strategy.tp : operator.k;
    const m = operator.shard === 'none' ? T / split : T;
    const one = (name: string, a: number, b: number, c: number) =>
      productBecause(
        name,
        problem.machine,
        compute,
        [size('m', a), size('n', b), size('k', c)],
        input('element', elementBytes(compute), 'B'),
        bandwidth(pricer),
      );
    return [one('forward', m, n, k), one('input_gradient', m, k, n), one('weight_gradient', k, n, m)];
  }
  if (operator.op === 'experts') {
    const local = operator.experts / strategy.ep;
    const rows = rowsPerExpert(operator, strategy, T);
    const grouped = derive('rate', sustainedRate, [tail[0]!, ofPreset(preset, 'share', preset.groupedShare, '1')]);
    const n = operator.shard === 'column' ? operator.n / strategy.etp : operator.n;
    const k = operator.shard === 'row' ? operator.k / strategy.etp : operator.k;
    const one = (name: string, b: number, c: number) =>
      graded(
        derive(name, expertsSeconds, [
          size('local_experts', local),
          size('rows', rows),
          size('n', b),
          size('k', c),
          grouped,
          ...tail.slice(1),
        ]),
        problem.machine.grade,
      );
    return [one('forward', n, k), one('input_gradient', k, n), one('weight_gradient', n, k)];
  }
  return null;
}
