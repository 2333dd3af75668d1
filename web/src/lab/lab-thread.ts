// Another thread of a run: waits for commands and plays its share of each pass.
import { type Calls, follow, play, type Seat } from '@ridgepoint/lab/in-page';

interface Hired {
  readonly seat: Seat;
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
}

self.onmessage = async ({ data: { seat, module, memory } }: MessageEvent<Hired>) => {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  self.postMessage('there');
  // It comes back never: whoever hired it ends it.
  follow({ ...exports } as unknown as Calls, seat, play);
};
