import { kernelsOn, type Load, validatesRelaxed } from '@ridgepoint/lab/in-page';
import plain from '../../../lab/dist/kernels.wasm?url';
import relaxed from '../../../lab/dist/kernels-relaxed.wasm?url';

let module: Promise<WebAssembly.Module> | null = null;

/** The same kernels as in Node, compiled once; with products and sums rounded once where this browser knows how. */
export const load: Load = async (memory) => {
  module ??= fetched(validatesRelaxed() ? relaxed : plain);
  return kernelsOn(memory, await module);
};

async function fetched(address: string): Promise<WebAssembly.Module> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  // Not while it streams: whoever serves these files may call them anything.
  return WebAssembly.compile(await answer.arrayBuffer());
}
