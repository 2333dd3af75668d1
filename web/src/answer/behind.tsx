import type { ComponentChildren } from 'preact';
import { useCallback } from 'preact/hooks';
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
  const sources = useCallback(async () => {
    const [{ sourcesOf }, citations] = await Promise.all([import('../take/index.ts'), cited(of)]);
    return sourcesOf(citations, answer, speaker.value);
  }, [of, answer]);
  return <Behind.Provider value={sources}>{children}</Behind.Provider>;
}
