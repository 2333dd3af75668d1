import { speaker } from '../state/settings.ts';
import type { ChartSpec } from './spec.ts';

interface Props {
  readonly spec: ChartSpec;
  /** The picture as it stands on the page; null until it is drawn. */
  readonly svg: () => SVGSVGElement | null;
  readonly asTable: boolean;
  readonly onTable: () => void;
}

/** What can be done with a picture: read its rows, take it along. */
export function ChartTools({ asTable, onTable }: Props) {
  const { web } = speaker.value.messages;
  return (
    <p class="tools">
      <button type="button" aria-expanded={asTable} onClick={onTable}>
        {web.asTable}
      </button>
    </p>
  );
}
