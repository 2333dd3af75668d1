import { emptyStep, type StepTimer } from '../../../serving/index.ts';

/** Seconds of the one iteration in which `requests` prompts of so many tokens run together. */
export function promptSeconds(timer: StepTimer, requests: number, tokens: number): number {
  const step = emptyStep();
  step.chunks = requests;
  step.chunkTokens = requests * tokens;
  step.chunkSquares = requests * tokens * tokens;
  step.chunkPairs = (requests * tokens * (tokens + 1)) / 2;
  step.logits = requests;
  step.starts = requests;
  return timer.seconds(step);
}

/** Seconds of an iteration in which `requests` requests decode that hold `context` tokens each, the new one included. */
export function decodeSeconds(timer: StepTimer, requests: number, context: number): number {
  const step = emptyStep();
  step.decodes = requests;
  step.decodeContext = requests * context;
  step.longestContext = context;
  step.logits = requests;
  return timer.seconds(step);
}

const POINTS = 24;

/** Seconds of `steps` decode iterations whose contexts grow from `context` on: midpoints of equal stretches, since time hardly bends. */
export function decodesSeconds(timer: StepTimer, requests: number, context: number, steps: number): number {
  const points = Math.min(POINTS, Math.max(0, Math.ceil(steps)));
  let sum = 0;
  for (let i = 0; i < points; i++) sum += decodeSeconds(timer, requests, context + ((i + 0.5) / points) * steps);
  return points > 0 ? (sum / points) * steps : 0;
}
