import type { Catalogue } from '@ridgepoint/engine/facts';
import { OPERATIONS, type Operation, readInput } from '@ridgepoint/engine/operations';
import type { CaseReport } from '@ridgepoint/engine/report';
import { readText } from '../../cli/src/files.ts';
import { readYaml } from '../../cli/src/read-yaml.ts';
import { llama, mlcarbon } from './carbon.ts';
import { chains } from './chains.ts';
import type { ReproducedGroup } from './group.ts';
import { chinchilla, constrained } from './laws.ts';
import { owning } from './own.ts';
import { bills, dies } from './silicon.ts';

/** Everything that is reproduced from a publication, reckoned now. */
export function reproducedGroups(catalogue: Catalogue): ReproducedGroup[] {
  const run = <T>(name: string, input: unknown): T => {
    const operation = (OPERATIONS as readonly Operation[]).find((one) => one.name === name)!;
    return operation.run({ catalogue }, readInput(operation.input, input)) as T;
  };
  const lineOf = (id: string) => {
    const file = readYaml(readText(`examples/casebook/${id}.yaml`), id);
    const { lines } = run<CaseReport>('case-run', { file });
    return (name: string): number => lines.find((line) => line.name === name)!.value;
  };
  return [owning(run), llama(), mlcarbon(), chinchilla(), constrained(), dies(catalogue), bills(run), chains(lineOf)];
}
