export type Both = Readonly<Record<'en' | 'zh-CN', string>>;

/** A figure as its source prints it, and as the engine comes to it. */
export interface Reproduced {
  readonly what: Both;
  readonly published: number;
  readonly found: number;
  readonly unit: string;
  /** Decimals of the published figure. */
  readonly digits: number;
  /** Largest difference that may stand, as a share of what is published; `band`: ends that it must lie between. */
  readonly within: number;
  readonly band?: readonly [number, number];
}

export interface ReproducedGroup {
  readonly id: string;
  readonly title: Both;
  readonly source: Both;
  readonly url: string;
  /** What the reader runs to see it. */
  readonly command: string;
  readonly rows: readonly Reproduced[];
}

export const both = (en: string, zh: string): Both => ({ en, 'zh-CN': zh });
export const same = (text: string): Both => both(text, text);

/** Asks an operation by its name. */
export type Run = <T>(name: string, input: unknown) => T;
