import { useSignal } from '@preact/signals';
import { useContext } from 'preact/hooks';
import { speaker } from '../state/settings.ts';
import type { PictureKind } from '../take/index.ts';
import { Behind } from './behind.ts';
import type { ChartSpec } from './spec.ts';

interface Props {
  readonly spec: ChartSpec;
  /** The picture as it stands on the page; null until it is drawn. */
  readonly svg: () => SVGSVGElement | null;
  readonly asTable: boolean;
  readonly onTable: () => void;
}

const KINDS: readonly PictureKind[] = ['png', 'svg', 'csv', 'xlsx', 'json'];

/** What can be done with a picture: read its rows, take it along. */
export function ChartTools({ spec, svg, asTable, onTable }: Props) {
  const { web, take } = speaker.value.messages;
  const failed = useSignal<string | null>(null);
  const behind = useContext(Behind);
  const save = async (kind: PictureKind) => {
    failed.value = null;
    try {
      const [{ savePicture }, sources] = await Promise.all([import('../take/index.ts'), behind.sources()]);
      await savePicture({ spec, svg: svg(), kind, sources }, speaker.value);
    } catch (error) {
      failed.value = error instanceof Error ? error.message : String(error);
    }
  };
  return (
    <p class="tools">
      <button type="button" aria-expanded={asTable} onClick={onTable}>
        {web.asTable}
      </button>
      {take && (
        <span class="save">
          {take.saveAs}{' '}
          {KINDS.map((kind) => (
            <button
              key={kind}
              type="button"
              aria-label={take.saveFile({ kind: kind.toUpperCase(), title: spec.title })}
              onClick={() => void save(kind)}
            >
              {kind.toUpperCase()}
            </button>
          ))}
        </span>
      )}
      {failed.value && (
        <span class="refused" role="alert">
          {take.failed(failed.value)}
        </span>
      )}
    </p>
  );
}
