import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { Behind } from '../charts/behind.ts';
import { cited } from '../engine/ask.ts';
import { speaker } from '../state/settings.ts';

interface Props {
  readonly of: number;
  readonly answer: unknown;
  readonly children: ComponentChildren;
}

/** Whatever is taken along from within bears the sources of this answer. */
export function WithSources({ of, answer, children }: Props) {
  const backing = useMemo(() => {
    const sources = async () => {
      const [{ sourcesOf }, citations] = await Promise.all([import('../take/index.ts'), cited(of)]);
      return sourcesOf(citations, answer, speaker.value);
    };
    return { of, sources };
  }, [of, answer]);
  return <Behind.Provider value={backing}>{children}</Behind.Provider>;
}
