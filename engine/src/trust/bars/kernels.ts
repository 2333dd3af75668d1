import type { KernelFit, KernelKind } from '../../facts/index.ts';
import type { KernelRow } from '../rows/row.ts';
import type { Bar, Evidence, Figure } from './bar.ts';
import { errorsOf, meanError, p90Error, predictedOf, type Statistic, worstOf } from './statistics.ts';

/** A table of fewer measured rows is a published figure or two: no whole shape can be left out of it. */
const LEAST_ROWS = 8;
const MEGABYTE = 1e6;
const ATTENTION: readonly KernelKind[] = ['prefill', 'decode', 'latent-prefill', 'latent-decode'];

/** Mean error on whole shapes left out, by chip and format: all libraries' tables of the pair together, by their rows. */
const leftOut =
  (kinds: readonly KernelKind[], atMost: number) =>
  ({ catalogue }: Evidence): Figure => {
    const pairs = new Map<string, KernelFit[]>();
    for (const fit of catalogue.kernels) {
      if (!kinds.includes(fit.kind) || fit.leftOut.shipped.rows < LEAST_ROWS || fit.local) continue;
      const key = `${fit.chip} ${fit.format}`;
      pairs.set(key, [...(pairs.get(key) ?? []), fit]);
    }
    return worstOf(new Map([...pairs].map(([pair, fits]) => [pair, pooled(fits)])), atMost);
  };

function pooled(fits: readonly KernelFit[]): number {
  const rows = fits.reduce((sum, { leftOut }) => sum + leftOut.shipped.rows, 0);
  return fits.reduce((sum, { leftOut }) => sum + leftOut.shipped.rows * leftOut.shipped.mean, 0) / rows;
}

/** Mean error of relatives' parameters on each chip that they had not seen. */
const unseen =
  (
    kinds: readonly KernelKind[],
    formats: readonly string[],
    atMost: number,
    keep: (chip: string) => boolean = () => true,
  ) =>
  ({ catalogue }: Evidence): Figure =>
    worstOf(
      new Map(
        catalogue.transfers
          .filter(({ kind, format }) => kinds.includes(kind) && formats.includes(format))
          .flatMap(({ kind, format, chips }) =>
            chips
              .filter(({ chip }) => keep(chip))
              .map(({ chip, error }) => [`${chip} ${kind} ${format}`, error.mean] as const),
          ),
      ),
      atMost,
    );

/** Collective rows of chips with tables of their own, by the bytes of the message. */
const collectives = (keep: (bytes: number) => boolean, statistic: Statistic) => (evidence: Evidence) => {
  const bytes = new Map(
    (evidence.printedKernels as readonly KernelRow[])
      .filter((row) => row?.kind === 'collective')
      .map((row) => [row.id, messageBytes(row)] as const),
  );
  const own = predictedOf(evidence.kernels).filter((row) => {
    const size = bytes.get(row.id);
    return size !== undefined && row.grade === 'silicon' && keep(size);
  });
  return statistic(errorsOf(own));
};

function messageBytes({ config }: KernelRow): number | undefined {
  const { message_bytes: bytes, message_elements: elements } = config;
  if (typeof bytes === 'number') return bytes;
  return typeof elements === 'number' ? 2 * elements : undefined; // 16-bit elements
}

const share = <Id extends string>(id: Id, atMost: number, figure: Bar['figure']): Bar<Id> => ({
  id,
  area: 'kernels',
  unit: 'share',
  atMost,
  figure,
});

/** What kernels and collectives have to reach, on whole shapes or whole chips left out of their fit. */
export const KERNEL_BARS = [
  share('gemm', 0.08, leftOut(['gemm'], 0.08)),
  share('gemm-unseen', 0.18, unseen(['gemm'], ['bf16', 'fp8'], 0.18)),
  share('attention', 0.08, leftOut(ATTENTION, 0.08)),
  share('attention-unseen', 0.25, (evidence) =>
    unseen(ATTENTION, ['bf16', 'fp8'], 0.25, (chip) => hasHbm(evidence, chip))(evidence),
  ),
  share('experts', 0.12, leftOut(['experts'], 0.12)),
  share(
    'collectives-large',
    0.1,
    collectives((bytes) => bytes > MEGABYTE, meanError),
  ),
  share(
    'collectives-small',
    0.3,
    collectives((bytes) => bytes <= MEGABYTE, p90Error),
  ),
  share('collectives-left-out', 0.1, leftOut(['collective', 'custom-all-reduce'], 0.1)),
] as const satisfies readonly Bar[];

const hasHbm = ({ catalogue }: Evidence, id: string): boolean =>
  catalogue.chips.some((chip) => chip.id === id && chip.memory.type.startsWith('HBM'));
