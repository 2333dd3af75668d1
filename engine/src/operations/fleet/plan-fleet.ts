import { placeFleet } from '../../decide/index.ts';
import type { FleetReport } from '../../report/index.ts';
import { operation } from '../operation.ts';
import { fleetAnswer, stoppedFleet } from './fleet-answer.ts';
import { type FleetScenario, fleetSchema } from './fleet-schema.ts';
import { settleFleet } from './settle-fleet.ts';

/** Where a portfolio of work goes on pools of different accelerators, over several periods. */
export const planFleet = operation<FleetScenario, FleetReport>({
  name: 'plan-fleet',
  command: ['plan', 'fleet'],
  sentence: 'planFleet',
  input: fleetSchema,
  output: 'fleet',
  kernels: true,
  solver: true,
  run: (context, scenario) => {
    const { solver, onProgress = () => true } = context;
    if (!solver) throw new Error('a fleet is placed by a solver, which the face brings');
    try {
      const tell = (share: number) => {
        if (!onProgress(Math.round(share * WHOLE), null, WHOLE)) throw new Stopped();
      };
      const settled = settleFleet(context, scenario, (share) => tell(share * ESTIMATES));
      let solves = 0;
      const plan = placeFleet(
        settled.fleet,
        (program, options) => {
          // How many there will be is not known before: each moves on by a part of what is left.
          tell(1 - (1 - ESTIMATES) * NEXT ** solves++);
          return solver(program, options);
        },
        scenario.fleet.reasons && { reasons: scenario.fleet.reasons },
      );
      return fleetAnswer(settled, plan);
    } catch (error) {
      if (error instanceof Stopped) return stoppedFleet();
      throw error;
    }
  },
});

/** Somebody asked to stop: a part of the estimates places nothing. */
class Stopped extends Error {
  override readonly name = 'Stopped';
}

const WHOLE = 1_000_000;
/** Estimates take about so much of the time, where there are any. */
const ESTIMATES = 0.8;
const NEXT = 0.97;
