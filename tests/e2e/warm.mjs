// A thread with the built program in it, which answers one command line after another: what is tested is what they say, and not
// how long a process takes to start. Asked by a message; answers with one, and then wakes its asker, who waits at `asked`.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInThisContext } from 'node:vm';
import { workerData } from 'node:worker_threads';

const { dist, port, asked } = workerData;
const [name] = readFileSync(join(dist, 'main.mjs'), 'latin1').match(/program-[A-Z0-9]+\.js/);
const url = pathToFileURL(join(dist, name)).href;
const module = { exports: {} };
runInThisContext(readFileSync(join(dist, name), 'latin1'), { filename: join(dist, name) })(
  module.exports,
  createRequire(url),
  module,
  url,
  (name) => import(new URL(name, url).href),
);

const said = { out: '', err: '' };
const hear = (what) => (text) => {
  said[what] += text;
  return true;
};
process.stdout.write = hear('out');
process.stderr.write = hear('err');

port.on('message', async (words) => {
  said.out = '';
  said.err = '';
  let answer;
  try {
    answer = { code: await module.exports.main(words), ...said };
  } catch (error) {
    answer = { broken: String(error?.stack ?? error) };
  }
  port.postMessage(answer);
  Atomics.store(asked, 0, 1);
  Atomics.notify(asked, 0);
});
