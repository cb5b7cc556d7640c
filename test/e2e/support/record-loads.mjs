// Loaded into a command that is measured (`node --import`): the address of every module it loads, a line each.
import { appendFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';

const hooks = `
import { appendFileSync } from 'node:fs';
export async function load(url, context, nextLoad) {
  appendFileSync(process.env.RECORD_LOADS, url + '\\n');
  return nextLoad(url, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

// What is loaded by require passes by the hook.
const { cache } = createRequire(import.meta.url);
process.on('exit', () => {
  for (const file of Object.keys(cache)) appendFileSync(process.env.RECORD_LOADS, `${pathToFileURL(file).href}\n`);
});
