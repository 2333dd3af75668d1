// The lab's thread: one run at a time, and what is asked of it while it goes on.
import { countOf, foresee, foreseeGpu, LabProblem, parametersOf } from '@ridgepoint/lab/in-page';
import { opened } from './checkpoint-file.ts';
import { deviceOf } from './devices.ts';
import { meansOf, threadsOf } from './hire.ts';
import type { FromLab, ToLab } from './protocol.ts';
import { beginRun, type Run } from './run.ts';
import { shapeOf, wishOf } from './wishes.ts';

let run: Run | null = null;

const tell = (message: FromLab): void => self.postMessage(message);

addEventListener('message', async ({ data }: MessageEvent<ToLab>) => {
  try {
    await heard(data);
  } catch (error) {
    if (error instanceof LabProblem) tell({ kind: 'refused', code: error.code, values: error.values });
    else tell({ kind: 'failed', what: error instanceof Error ? error.message : String(error) });
  }
});

async function heard(message: ToLab): Promise<void> {
  switch (message.kind) {
    case 'foresee': {
      if (run?.goes()) return;
      const settings = wishOf(message.said);
      const shape = shapeOf(settings, message.vocabulary);
      const gpu = await deviceOf(message.said);
      const work = { shape, batch: settings.batch_size };
      const now = (): number => performance.now();
      const { means, ready } = meansOf(threadsOf(settings.threads));
      const seconds = gpu ? await foreseeGpu(gpu.device, work, now) : await foresee(work, means, ready, now);
      const parameters = countOf(parametersOf(shape));
      tell({
        kind: 'foreseen',
        id: message.id,
        seconds,
        parameters,
        threads: means.threads,
        device: gpu?.name ?? null,
      });
      return;
    }
    case 'begin':
      run?.close();
      run = null;
      run = await beginRun(message, tell);
      await run.train();
      return;
    case 'open':
      tell({ kind: 'opened', name: message.name, ...(await opened(message.name, message.file)).run });
      return;
    case 'write':
      run?.write(message);
      return;
    case 'pause':
      run?.pause();
      return;
    case 'go-on':
      run?.goOn();
      return;
    default:
      run?.stop();
  }
}
