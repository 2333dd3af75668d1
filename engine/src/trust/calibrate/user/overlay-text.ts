import type { Calibration } from './calibrate-rows.ts';
import type { StepResult } from './fit-steps.ts';
import { stepFactorId } from './step-factor.ts';

/** A factor that predicts the runs left out no better than none has nothing to say. */
export const helps = ({ before, after }: Pick<StepResult, 'before' | 'after'>): boolean => after.mean < before.mean;

/** Fits and factors as a catalogue overlay: YAML, one entry a line, the same for the same rows. */
export function overlayText({ file, date, kernels, steps: tried }: Calibration): string {
  const steps = tried.filter(helps);
  const lines = [`# ridgepoint calibrate, rows of ${JSON.stringify(file)}, ${date}`];
  if (kernels.length > 0) lines.push('kernels:', ...kernels.map(({ fit }) => `  - ${JSON.stringify(fit)}`));
  if (steps.length > 0) {
    lines.push('constants:');
    for (const { chip, preset, factor, low, high, next, rows } of steps) {
      const note = `median of ${rows} runs of ${file}; of single runs ${low} to ${high}`;
      const fact = {
        value: factor,
        unit: '1',
        ...next,
        date,
        grade: 'measured',
        note,
      };
      const name = `measured over predicted step time, ${chip}, ${preset}`;
      lines.push(`  - ${JSON.stringify({ id: stepFactorId(chip, preset), name, fact })}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
