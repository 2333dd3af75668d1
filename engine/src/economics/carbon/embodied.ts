import { type Because, derive, input } from '../../because/index.ts';
import { type Catalogue, type Chip, cited } from '../../facts/index.ts';
import { constantOf } from '../../training/run/index.ts';
import { embodiedByPower, embodiedServerShare } from './terms.ts';

/** What the carbon of making a machine is reckoned from. */
export interface EmbodiedFacts {
  readonly chip: Because; // kgCO2e
  readonly server: Because; // kgCO2e, one accelerator's share
  readonly years: Because;
  readonly use: Because; // share
}

/** The user's own numbers, which win. */
export interface EmbodiedWish {
  readonly kilogramsPerAccelerator?: number;
  readonly years?: number;
  readonly use?: number;
}

/** Accelerators of one board or one die, whose published footprint stands for each other. */
const SAME_BOARD: Readonly<Record<string, string>> = {
  'a100-40-sxm': 'embodied-a100',
  'a100-80-sxm': 'embodied-a100',
  'a800-sxm': 'embodied-a100',
  'h800-sxm': 'embodied-h100-sxm',
  h20: 'embodied-h100-sxm',
};

/** Published where the maker has, else by rated power; Luccioni et al. for the server and the life. */
export function embodiedFacts(
  catalogue: Catalogue,
  chip: Chip,
  tdpWatts: number,
  chipsPerServer: number,
  wish: EmbodiedWish = {},
): EmbodiedFacts {
  const constant = (name: string, id: string, own?: number) =>
    own === undefined ? cited(name, constantOf(catalogue, id)) : input(name, own, constantOf(catalogue, id).unit);
  return {
    chip: chipOf(),
    server: spread(
      derive('embodied_server', embodiedServerShare, [
        constant('embodied_whole_server', 'embodied-server'),
        input('accelerators_in_server', chipsPerServer, '1'),
      ]),
    ),
    years: constant('years_used', 'embodied-years', wish.years),
    use: constant('life_used', 'embodied-use', wish.use),
  };

  function chipOf(): Because {
    if (wish.kilogramsPerAccelerator !== undefined)
      return input('embodied_chip', wish.kilogramsPerAccelerator, 'kgCO2e');
    const id = SAME_BOARD[chip.id] ?? `embodied-${chip.id}`;
    const published = catalogue.constants.findLast((c) => c.id === id);
    if (published) return cited('embodied_chip', published.fact);
    return spread(
      derive('embodied_chip', embodiedByPower, [
        constant('embodied_per_watt', 'embodied-per-watt'),
        input('tdp', tdpWatts, 'W'),
      ]),
    );
  }
}

/** The range of a product or quotient whose first input alone has one. */
function spread(node: Because): Because {
  const [first] = node.inputs!;
  const ratio = (edge?: number) => (edge === undefined || first!.value === 0 ? 1 : edge / first!.value);
  return { ...node, low: node.value * ratio(first!.low), high: node.value * ratio(first!.high) };
}
