import type { SettingName, Shape, Spread } from '@ridgepoint/lab/in-page';

/** What was said of a run, by nanoGPT's names, as text; the rest is usual. */
export type Said = Readonly<Partial<Record<SettingName, string>>>;

/** What may reckon; the first takes a GPU where there is one. */
export const DEVICES = ['auto', 'webgpu', 'wasm'] as const;

/** What is learned. */
export interface GivenText {
  readonly name: string;
  readonly text: string;
}

/** What the page and the lab's thread say to each other. Everything is plain data. */
export type ToLab =
  /** How long a step would take; nobody answers while a run goes on. */
  | { readonly kind: 'foresee'; readonly id: number; readonly said: Said; readonly vocabulary: number }
  | { readonly kind: 'begin'; readonly said: Said; readonly given: GivenText; readonly from: Blob | null }
  | { readonly kind: 'pause' }
  | { readonly kind: 'go-on' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'write'; readonly start: string; readonly tokens: number; readonly temperature: number }
  /** A checkpoint that was dropped: what it would go on from. */
  | { readonly kind: 'open'; readonly name: string; readonly file: Blob };

/** Iteration, loss, learning rate, milliseconds. */
export type Step = readonly [iteration: number, loss: number, rate: number, milliseconds: number];

export type FromLab =
  | {
      readonly kind: 'foreseen';
      readonly id: number;
      readonly seconds: Spread;
      readonly parameters: number;
      readonly threads: number;
      readonly device: string | null;
    }
  | {
      readonly kind: 'begun';
      readonly shape: Shape;
      readonly parameters: number;
      readonly tokensPerStep: number;
      readonly from: number;
      readonly to: number;
      readonly threads: number;
      /** What the GPU calls itself; null where WebAssembly reckons. */
      readonly device: string | null;
    }
  | { readonly kind: 'steps'; readonly steps: readonly Step[] }
  | { readonly kind: 'judged'; readonly iteration: number; readonly train: number; readonly val: number }
  | { readonly kind: 'wrote'; readonly iteration: number; readonly text: string; readonly asked: boolean }
  | { readonly kind: 'kept'; readonly iteration: number; readonly file: Blob }
  | { readonly kind: 'ended'; readonly iteration: number; readonly stopped: boolean; readonly best: number | null }
  | {
      readonly kind: 'opened';
      readonly name: string;
      readonly iteration: number;
      readonly said: Said;
      readonly given: GivenText;
    }
  /** A message of messages/lab's `problems`. */
  | { readonly kind: 'refused'; readonly code: string; readonly values: Readonly<Record<string, string | number>> }
  | { readonly kind: 'failed'; readonly what: string };
