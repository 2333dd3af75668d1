/**
 * What one accelerator moves and multiplies in an iteration. Filled again and again by a simulator; the law keeps nothing of it.
 * Bytes are read from memory; FLOP count 2 a multiply-add.
 */
export interface PowerWork {
  weightBytes: number;
  expertBytes: number;
  cacheBytes: number;
  /** Of tokens that are generated, and of prompts. */
  decodeFlop: number;
  promptFlop: number;
  /** Of 8-bit experts, with the rows that fill up tiles where the kernel's tiles are whole; 0 for experts in other formats. */
  paddedFlop: number;
}

export const noWork = (): PowerWork => ({
  weightBytes: 0,
  expertBytes: 0,
  cacheBytes: 0,
  decodeFlop: 0,
  promptFlop: 0,
  paddedFlop: 0,
});
