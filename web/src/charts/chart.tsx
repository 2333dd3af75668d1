import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { speaker } from '../state/settings.ts';
import { ChartTableView } from './chart-table.tsx';
import { ChartTools } from './chart-tools.tsx';
import { inTurn } from './in-turn.ts';
import type { ChartSpec } from './spec.ts';

/** The library that draws is fetched when the first picture is wanted. */
let library: Promise<typeof import('./draw.ts')> | null = null;
const drawing = () => {
  library ??= import('./draw.ts');
  return library;
};

/** A window may be narrower than anything that can be drawn: a picture is shrunk as a whole then. */
const LEAST = 280;

/** A picture as wide as its place, with its sentence for whoever does not see it and its rows for whoever would rather read. */
export function Chart({ spec }: { readonly spec: ChartSpec }) {
  const place = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  const asTable = useSignal(false);
  const failed = useSignal(false);
  const id = useId();
  const said = speaker.value;

  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const watch = new ResizeObserver(([entry]) => {
      width.value = Math.floor(entry!.contentRect.width);
    });
    watch.observe(box);
    return () => watch.disconnect();
  }, []);

  const wide = width.value === 0 ? 0 : Math.max(LEAST, width.value);
  useEffect(() => {
    const box = place.current;
    if (!box || wide < 100) return;
    let current = true;
    let off = () => {};
    drawing().then(
      ({ drawChart }) => {
        if (!current) return;
        off = inTurn(() => {
          const svg = drawChart(spec, wide, said);
          box.replaceChildren(svg);
          // For whatever moves along the picture.
          for (const end of ['top', 'from', 'to']) box.style.setProperty(`--${end}`, svg.dataset[end]!);
        });
      },
      () => {
        // Fetched anew at the next picture; the rows say it all until then.
        library = null;
        failed.value = true;
      },
    );
    return () => {
      current = false;
      off();
    };
  }, [spec, wide, said]);

  return (
    <figure class="chart" data-chart={spec.id}>
      <figcaption id={`${id}-title`}>{spec.title}</figcaption>
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: either role takes a name and a description */}
      <div
        ref={place}
        class="picture"
        // What holds links is no picture alone.
        role={spec.marks.some((mark) => mark.kind === 'dots' && mark.dots.some(({ href }) => href)) ? 'group' : 'img'}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-sentence`}
        hidden={failed.value}
      />
      <p id={`${id}-sentence`} class="unseen">
        {spec.sentence}
      </p>
      {spec.warnings.map((line) => (
        <p key={line} class="doubt">
          {line}
        </p>
      ))}
      {spec.note && <p class="quiet note">{spec.note}</p>}
      <ChartTools
        spec={spec}
        svg={() => place.current?.querySelector('svg') ?? null}
        asTable={asTable.value}
        onTable={() => {
          asTable.value = !asTable.value;
        }}
      />
      {(asTable.value || failed.value) && <ChartTableView spec={spec} />}
    </figure>
  );
}
