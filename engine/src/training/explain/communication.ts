import { type Because, derive, input } from '../../because/index.ts';
import { fastest, type Line, lineSeconds } from '../../cost/index.ts';
import type { StepParts } from '../answer.ts';
import { tpExposure } from '../layer-cost.ts';
import { tokensPerRank } from '../layer-work.ts';
import { microBatchesOf, type Pricer } from '../pricer.ts';
import { GRADIENT_BYTES } from '../step.ts';
import type { Strategy } from '../strategy.ts';
import { graded, node, ofPreset } from './node.ts';

/** Reasons of what communication shows, by kind of parallelism. */
export function explainCommunication(pricer: Pricer, strategy: Strategy, parts: StepParts): Because {
  const { problem } = pricer;
  const preset = pricer.preset(strategy);
  const groups = pricer.groups(strategy);
  const T = tokensPerRank(problem, strategy);
  const h = problem.architecture.hidden;
  const m = microBatchesOf(problem, strategy);
  const pass = pricer.pass(strategy);
  const i = pass.heaviest;
  const gradients = GRADIENT_BYTES[strategy.precision.gradients] * (pass.dense[i]! + pass.expert[i]!);
  const once = (name: string, line: Line, bytes: number): Because => ({
    ...derive(name, lineSeconds, [
      input('alpha', line.alpha, 's'),
      input('beta', line.beta, 's/B'),
      input('bytes', bytes, 'B'),
    ]),
    note: line.algorithm,
  });
  const share = (value: number): Because => ofPreset(preset, 'exposed', value, '1');
  const children: Because[] = [
    node(
      'tp',
      parts.exposedTp,
      's',
      'exposed share · all-reduces · micro-batches · layers, forward and backward',
      'cost/collective',
      strategy.tp > 1
        ? [
            once('all_reduce', fastest(groups.tp, 2 * T * h), 2 * T * h),
            share(tpExposure(problem.machine, preset, strategy)),
            input('micro_batches', m, '1'),
          ]
        : [],
    ),
    node(
      'cp',
      parts.exposedCp,
      's',
      'key-value exchange that attention does not hide',
      'cost/collective',
      strategy.cp > 1 ? [share(preset.cpExposed)] : [],
    ),
    node(
      'ep',
      parts.exposedEp,
      's',
      'dispatch and combine, and the host waiting for counts',
      'training/layer-communication',
      [share(preset.epExposed), ofPreset(preset, 'host', preset.epHostSeconds, 's')],
    ),
    node(
      'pp',
      parts.exposedPp,
      's',
      'sends between stages that the schedule shows',
      'training/schedule',
      strategy.pp > 1
        ? [
            once('send', groups.pp, (2 * T * h) / (preset.ppScatter || strategy.tpComm !== 'ar' ? strategy.tp : 1)),
            share(preset.ppExposed),
            ...(preset.ppGathers > 0 && strategy.tp > 1
              ? [
                  once('gather', fastest(groups.tpGather, 2 * T * h), 2 * T * h),
                  ofPreset(preset, 'gathers', preset.ppGathers, '1'),
                ]
              : []),
          ]
        : [],
    ),
    node(
      'dp',
      parts.exposedDp,
      's',
      'gradient reduction and weight gathering that backward does not hide',
      'training/step',
      parts.exposedDp > 0
        ? [
            once('gradients', fastest(strategy.zero > 0 ? groups.dpScatter : groups.dpReduce, gradients), gradients),
            share(strategy.dpOverlap ? preset.dpExposed : 1),
          ]
        : [],
    ),
  ];
  const total = children.reduce((sum, c) => sum + c.value, 0);
  // Links at their catalogue rate, with the share that a framework's runs show.
  const links = children.map((child) => graded(child, 'datasheet'));
  return node('communication', total, 's', links.map((c) => c.name).join(' + '), 'sum', links);
}
