import type { FitReport, FitRow } from '../report/index.ts';
import { printer } from './printer.ts';
import type { Speaker } from './speaker.ts';

/** The best format or model, how fast it is and how long a context it holds; or what is lacking. */
export function fitVerdict(report: FitReport, speaker: Speaker): string {
  const [best] = report.rows;
  const { fit } = speaker.messages.serving;
  const print = printer(speaker);
  if (!best?.fits || !best.decode) {
    if (!best) return fit.noModel;
    const least = report.rows.reduce((a, b) => (b.weightBytes < a.weightBytes ? b : a));
    return fit.none({
      needed: print.amount(least.weightBytes, 'B', { binary: true }),
      capacity: print.amount(least.totalBytes, 'B', { binary: true }),
    });
  }
  const decode = print.range(best.decode, { style: 'short' });
  const format = best.weights;
  if (report.kind === 'models') return fit.bestModel({ model: best.modelName, format, decode });
  return fit.best({
    ...(report.machines.length > 1 && { machine: `${best.accelerators} × ${best.chipName}` }),
    format,
    engine: speaker.messages.simulation.engine(best.engine),
    decode,
    context: print.amount(best.longestContext.value, 'token'),
  });
}

/** What a format loses against the published weights. */
export function fitQuality({ quality }: FitRow, speaker: Speaker): string {
  const words = speaker.messages.serving.fit.quality;
  if (quality.note === 'perplexity') return words.perplexity((quality.perplexity ?? 0).toPrecision(2));
  return words[quality.note];
}
