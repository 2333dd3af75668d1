/** Bytes of a page of wasm memory, and how many 32-bit addresses reach. */
const PAGE = 65_536;
const MOST_PAGES = 65_536;
/** What the kernels keep for themselves (tables of logarithms) lies below. */
const RESERVED = PAGE;

/** A memory of so many bytes beside what the kernels keep for themselves; from `start` on it is free. Throws RangeError over 4 GiB. */
export function memoryOf(bytes: number): { readonly memory: WebAssembly.Memory; readonly start: number } {
  const pages = Math.ceil((RESERVED + bytes) / PAGE);
  if (pages > MOST_PAGES) throw new RangeError(`${bytes} bytes do not fit in 32-bit addresses`);
  return { memory: new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true }), start: RESERVED };
}
