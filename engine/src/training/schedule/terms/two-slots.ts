import { defineTerm } from '../../../because/index.ts';
import { SYMBOLS } from './symbols.ts';

const { p, m, F, B, W, f, b, w, s, hop } = SYMBOLS;

/** ZB-V; a stage's two chunks are taken as alike, and the stages other than the slowest. */
export const zbVSeconds = defineTerm(
  {
    term: 'pipeline_zb_v',
    formula:
      "max over x in {0, s, p-1} of fill(x) + work of x between + the longest of: rest of x, its last forward up to stage 0 and that stage's rest, its last input gradients down and back up; even stages, f = b = w, m >= 2p: m (f + b + w)",
    unit: 's',
    symbols: { p, m, F, B, W, f, b, w, s, hop },
    source: 'longest path (Ridgepoint) of the V schedule of Qi et al. 2024 (arXiv:2401.10241) section 6',
  },
  (
    p: number,
    m: number,
    F: number,
    B: number,
    W: number,
    f: number,
    b: number,
    w: number,
    s: number,
    hop: number,
  ): number => {
    const few = F + B + W / p + (Math.min(m, p) - 1) * (b + w) + (4 * p - 4) * hop; // up to p micro-batches
    if (m <= p) return few;
    const n = Math.max(m, 2 * p);
    const many = Math.max(
      vThrough(0, p, n, F, B, W, f, b, w, s, hop),
      s === 0 ? 0 : vThrough(s, p, n, F, B, W, f, b, w, s, hop),
      s === p - 1 ? 0 : vThrough(p - 1, p, n, F, B, W, f, b, w, s, hop),
    );
    return m >= 2 * p ? many : few + ((m - p) / p) * (many - few);
  },
);

function vThrough(
  x: number,
  p: number,
  m: number,
  F: number,
  B: number,
  W: number,
  f: number,
  b: number,
  w: number,
  s: number,
  hop: number,
): number {
  const halves = 2 * (p > 1 ? p - 1 : 1);
  const fo = (F - f) / halves;
  const bo = (B - b) / halves;
  const wo = (W - w) / halves;
  const fx = x === s ? f / 2 : fo;
  const bx = x === s ? b / 2 : bo;
  const wx = x === s ? w / 2 : wo;
  const f0 = s === 0 ? f / 2 : fo;
  const b0 = s === 0 ? b / 2 : bo;
  const w0 = s === 0 ? w / 2 : wo;
  const d = p - x;
  const start = x * (fo + hop) + (s < x ? f / 2 - fo : 0);
  const downB = x * (bo + hop) + (s < x ? b / 2 - bo : 0); // stages 0 .. x-1
  const belowB = (d - 1) * (bo + hop) + (s > x ? b / 2 - bo : 0); // stages x+1 .. p-1
  // end of the first input gradient on x: all forwards, or stage 0's warm-up, then down the V; or x's own warm-up
  const around = Math.max(F + (2 * p - 2) * hop, (Math.min(2 * p - 1, m) + 1) * f0) + downB + bx;
  const own = start + (Math.min(2 * p - 1 - x, m) + Math.min(x + 1, m)) * fx + bx;
  const filled = Math.max(around, own);
  const heldF = Math.min(2 * p - 1 - x, m) + Math.min(x + 1, m);
  const toEnd = (2 * m - heldF) * fx + (2 * m - 1) * bx + 2 * m * wx; // work of x after that
  // what x does after its last forward: its last input gradient of chunk 1, and the end
  const late = Math.min(m, p);
  const afterForward = (1 + late) * bx + (1 + late) * wx + Math.min(x, m) * (bx + wx);
  const stay = filled + toEnd - start;
  const up = filled + toEnd - afterForward + (x === 0 ? 0 : start) + (x === 0 ? 0 : (1 + late) * (b0 + w0));
  const lastInput = filled + toEnd - (Math.min(d, m) * (bx + wx) + 2 * Math.min(x, m) * wx + (x === 0 ? wx : 0));
  const back = lastInput + belowB + belowB + bx + downB + w0;
  // the last forward goes up to stage e and turns into an input gradient that goes down and back up: e = 0, or 1, where one weight gradient more lies between
  const lastForward = filled + toEnd - afterForward;
  const downAndUp = (2 * p - 2) * hop + B / 2 + B / 2 + w0;
  const over0 = lastForward + start + downAndUp;
  const over1 = x > 0 ? over0 - f0 - b0 - 2 * hop + Math.min(1, m - 1) * (2 * bo + wo) : 0;
  return Math.max(stay, up, back, over0, over1);
}

/** DualPipe; the stages other than the slowest are taken as alike. B here is the input gradient alone. */
export const dualpipeSeconds = defineTerm(
  {
    term: 'pipeline_dualpipe',
    formula:
      'm (f + b + w) + (p/2 - 1) (F/p + max(2 B/p - W/p, B/p, F/p)) + hop (4 p - 6 + (m - 2 p)(p-1)/p) for m >= 2 p; f + b less for each micro-batch below 2 p; for m <= p F + B + (p/2 + 1) W/p + (m/2 - 1)(b + 2 w + max(b, f)) + hops of the round trip; an odd m costs what m + 1 does',
    unit: 's',
    symbols: { p, m, F, B, W, f, b, w, hop },
    source:
      'DeepSeek-V3 (arXiv:2412.19437) table 2: (PP/2 - 1)(F&B + B - 3W) with F&B = F + B and B = b + w; hops: longest cycle of pairs (Ridgepoint)',
  },
  (p: number, m: number, F: number, B: number, W: number, f: number, b: number, w: number, hop: number): number => {
    const even = 2 * Math.ceil(m / 2);
    const own = f + b + w;
    const fm = F / p;
    const bm = B / p;
    const wm = W / p;
    const pairs = Math.max(even, 2 * p);
    const steady = pairs * own + (p / 2 - 1) * (fm + Math.max(2 * bm - wm, bm, fm));
    // a slowest stage that lags behind the mean hides the hops of the cycles that do not pass it
    const lag = own - fm - bm - wm;
    if (even >= 2 * p) {
      const shown =
        (2 * p - 2) * Math.max(0, (hop * (p - 2)) / (p - 1) - lag) +
        (even - 2 * p) * Math.max(0, (hop * (p - 1)) / p - lag);
      return steady + hop * (2 * p - 2) + shown;
    }
    const hops = hop * (2 * p - 2 + ((even - 2) * (2 * p - 4)) / (2 * p - 2));
    return (
      hops +
      (even > p
        ? steady - (2 * p - even) * (f + b)
        : F + B + (p / 2 + 1) * wm + (even / 2 - 1) * (b + 2 * w + Math.max(b, f)))
    );
  },
);
