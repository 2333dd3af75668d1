import { solve } from 'yalps';
import type { LinearSolver, Row } from '../../engine/src/decide/index.ts';

/** The same programmes by another solver: a dense simplex with branch and bound, written by others than HiGHS's. */
export const yalps: LinearSolver = ({ columns, rows, offset }, { relaxed = false } = {}) => {
  const bounds = columns.map(({ low, high }, i): Row => ({ name: `x${i}`, low, high, columns: [i], values: [1] }));
  const constraints = new Map(
    [...rows, ...bounds].flatMap(({ low, high }, i): [string, object][] => {
      if (low === high) return [[String(i), { equal: low }]];
      const max = Number.isFinite(high) ? { max: high } : {};
      const min = Number.isFinite(low) ? { min: low } : {};
      return Number.isFinite(high) || Number.isFinite(low) ? [[String(i), { ...max, ...min }]] : [];
    }),
  );
  const variables = columns.map(({ cost }) => new Map<string, number>([['cost', cost]]));
  [...rows, ...bounds].forEach((row, i) => {
    row.columns.forEach((column, k) => {
      variables[column]!.set(String(i), row.values[k]!);
    });
  });
  const integers = relaxed ? [] : columns.flatMap(({ integer }, i) => (integer ? [String(i)] : []));
  const {
    status,
    result,
    variables: found,
  } = solve(
    {
      direction: 'minimize',
      objective: 'cost',
      constraints,
      variables: new Map(variables.map((v, i) => [String(i), v])),
      integers,
    },
    { tolerance: 0, precision: 1e-9, maxIterations: 200_000, timeout: 60_000, includeZeroVariables: true },
  );
  if (status === 'infeasible') return { status, objective: Number.NaN, bound: Number.NaN, values: [], duals: [] };
  if (status !== 'optimal') return { status: 'limit', objective: Number.NaN, bound: Number.NaN, values: [], duals: [] };
  const values = columns.map(() => 0);
  for (const [name, value] of found) values[Number(name)] = value;
  return { status, objective: offset + result, bound: offset + result, values, duals: [] };
};
