import { signal } from '@preact/signals';

/** What the page last answered, for whatever beside the answer tells of it. */
export const lastAnswer = signal<unknown>(null);
