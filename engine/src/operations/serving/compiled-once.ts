import { compileStep, type TableMemo } from '../../serving/index.ts';
import type { Context } from '../operation.ts';

/** One replica is compiled once, whatever is asked of it, and its kernels' tables once for all that share them. */
export function compiledOnce(memory: Context['memory']): typeof compileStep {
  const known = new Map<string, ReturnType<typeof compileStep>>();
  const memo: TableMemo = new Map();
  return (problem, kernels, chips, options) => {
    const { architecture, deployment, engine, machine, pictures } = problem;
    const { weights, ...rest } = deployment;
    const { name, count, rates } = machine;
    const key = JSON.stringify([architecture.id, weights.id, rest, engine, name, count, rates, pictures, options]);
    const found = known.get(key);
    if (found) return found;
    const make = () => compileStep(problem, kernels, chips, { ...options, memo });
    const made = memory ? memory.compiled([problem, options], make) : make();
    known.set(key, made);
    return made;
  };
}
