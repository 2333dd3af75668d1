import type { OutputKind } from '@ridgepoint/engine/operations';
import type {
  CrossoverReport,
  FitReport,
  FleetReport,
  Outcome,
  ServeComparison,
  ServeOutcome,
  ServeReport,
  ServingPlanReport,
  SideBySide,
  SimulationReport,
  TrainComparison,
  TrainReport,
} from '@ridgepoint/engine/report';

/** What the shell is told. Documented in `ridgepoint --help`; a test keeps the two together. */
export const EXIT = { ok: 0, internal: 1, input: 2, unfit: 3, assertion: 4, interrupted: 130 } as const;

const BY_OUTCOME: Readonly<Record<Outcome, number>> = {
  fits: EXIT.ok,
  'too-slow': EXIT.unfit,
  'over-budget': EXIT.unfit,
  'does-not-fit': EXIT.unfit,
  'no-legal-strategy': EXIT.unfit,
};

/** A plan that misses its limits is no success, nor is one whose assert fails; a missed limit comes first. */
export function exitCodeOf({ outcome, assertions }: TrainReport): number {
  const code = BY_OUTCOME[outcome];
  return code === EXIT.ok && assertions.some((a) => !a.holds) ? EXIT.assertion : code;
}

const BY_SERVE_OUTCOME: Readonly<Record<ServeOutcome, number>> = {
  fits: EXIT.ok,
  'does-not-fit': EXIT.unfit,
  overloaded: EXIT.unfit,
  missed: EXIT.unfit,
};

/** Nothing that was tried runs there. */
export const exitCodeOfFit = ({ outcome }: Pick<FitReport, 'outcome'>): number =>
  outcome === 'fits' ? EXIT.ok : EXIT.unfit;

/** The same of a deployment: what is overloaded or cannot keep its promise is no success. */
export function exitCodeOfServing({ outcome, assertions }: Pick<ServeReport, 'outcome' | 'assertions'>): number {
  const code = BY_SERVE_OUTCOME[outcome];
  return code === EXIT.ok && assertions.some((a) => !a.holds) ? EXIT.assertion : code;
}

/** One machine that does what was asked is enough. */
export function exitCodeOfComparison({ rows }: TrainComparison): number {
  if (rows.some(({ meets }) => meets)) return EXIT.ok;
  return rows.some(({ outcome }) => outcome === 'fits') ? EXIT.assertion : EXIT.unfit;
}

/** One deployment that does what was asked is enough. */
export function exitCodeOfServeComparison({ rows }: ServeComparison): number {
  if (rows.some(({ meets }) => meets)) return EXIT.ok;
  return rows.some(({ outcome }) => outcome === 'fits') ? EXIT.assertion : EXIT.unfit;
}

/** A promise that is missed, or more requests than can be answered, is no success; nor is an assert that fails. */
export function exitCodeOfSimulation({ outcome, assertions }: SimulationReport): number {
  if (outcome === 'missed' || outcome === 'overloaded') return EXIT.unfit;
  return assertions.some((a) => !a.holds) ? EXIT.assertion : EXIT.ok;
}

/** A comparison answers if one scenario does what it is asked; a check or a diff, only if what comes out keeps every rule. */
export function exitCodeOfSides(kind: OutputKind, { scenarios }: SideBySide): number {
  const judged = kind === 'diff' ? scenarios.slice(-1) : scenarios;
  const able = kind === 'side-by-side' ? judged.some((s) => s.able) : judged.every((s) => s.able);
  if (!able) return EXIT.unfit;
  return judged.some(({ assertions }) => assertions.some((a) => !a.holds)) ? EXIT.assertion : EXIT.ok;
}

/** Neither of the two is possible anywhere that was looked at. */
export const exitCodeOfCrossover = ({ stretches }: Pick<CrossoverReport, 'stretches'>): number =>
  stretches.every(({ leader }) => leader === 'neither') ? EXIT.unfit : EXIT.ok;

export function exitCodeOfPlan({ outcome, simulation }: ServingPlanReport): number {
  if (outcome !== 'kept' && outcome !== 'stopped') return EXIT.unfit;
  return simulation?.assertions.some((a) => !a.holds) ? EXIT.assertion : EXIT.ok;
}

/** A portfolio that has no place is no success. */
export const exitCodeOfFleet = ({ outcome }: Pick<FleetReport, 'outcome'>): number =>
  outcome === 'placed' ? EXIT.ok : EXIT.unfit;
