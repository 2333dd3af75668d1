import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { refuse } from '@ridgepoint/engine/operations';
import { targetOf } from './files.ts';

/** Bytes gathered before they are written. */
const PIECE = 2 ** 18;

/** A file that is filled little by little and appears whole, or not at all; a device or a pipe is written into. Throws InputError. */
export class WholeFile {
  readonly path: string;
  readonly #target: string | null;
  readonly #beside: string;
  readonly #file: number;
  #held = '';

  constructor(path: string) {
    this.path = path;
    this.#target = this.#told(() => targetOf(path));
    this.#beside =
      this.#target === null ? path : join(dirname(this.#target), `.${basename(this.#target)}.${crypto.randomUUID()}`);
    this.#file = this.#told(() => openSync(this.#beside, this.#target === null ? 'w' : 'wx', 0o644));
  }

  write(text: string): void {
    this.#held += text;
    if (this.#held.length >= PIECE) this.#flush();
  }

  /** Bytes as they are, after the text so far. */
  writeBytes(bytes: Uint8Array): void {
    if (this.#held !== '') this.#flush();
    this.#put(bytes);
  }

  /** All is written: the file takes its name. */
  close(): void {
    this.#flush();
    this.#told(() => {
      if (this.#target === null) return closeSync(this.#file);
      fsyncSync(this.#file);
      closeSync(this.#file);
      renameSync(this.#beside, this.#target);
    });
  }

  /** Nothing is to be left. */
  abandon(): void {
    closeSync(this.#file);
    if (this.#target !== null) rmSync(this.#beside, { force: true });
  }

  #flush(): void {
    const bytes = Buffer.from(this.#held);
    this.#held = '';
    this.#put(bytes);
  }

  #put(bytes: Uint8Array): void {
    this.#told(() => {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
    });
  }

  #told<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      throw refuse('file-unwritable', this.path, { values: { reason: code } });
    }
  }
}
