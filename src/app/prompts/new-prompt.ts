import { mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { asDiskError } from '../../core/disk-error.js';
import { InputError } from '../../core/errors.js';
import type { Runtime } from '../runtime/runtime.js';
import { noteWords } from './dated-words.js';
import { isShipped, loadPrompt, promptsFolder } from './load-prompt.js';
import { PROMPT_ID_PATTERN, promptFileText } from './prompt-file.js';
import { isoDay, isoTime } from '../../core/time.js';

/**
 * Writes a prompt to begin with: the words of another one, dated today. Nothing that is there is overwritten.
 * @returns its file
 * @throws InputError for an id that names nothing, or that is taken; DiskError where it cannot be written
 */
export async function writeNewPrompt(runtime: Runtime, id: string, from: string): Promise<string> {
  const wrong = (problem: string): InputError =>
    new InputError('prompt.new', `"${id.slice(0, 80)}" cannot be the id of a new prompt: ${problem}.`, { where: id });
  if (!PROMPT_ID_PATTERN.test(id)) throw wrong('it must be small letters, digits and hyphens, e.g. regime-mine-1');
  if (isShipped(id)) throw wrong('that is a prompt that ships');
  const folder = promptsFolder(runtime);
  const { prompt } = await loadPrompt(from, folder);
  const file = join(folder, `${id}.md`);
  const created_at = isoDay(runtime.clock.now());
  const text = promptFileText({
    ...prompt,
    id,
    created_at,
    description: `From ${prompt.id}: say here what is different.`,
  });
  if ((await stat(file).catch(() => null)) !== null) throw wrong(`${file} is already there and was left as it is`);
  let begun = false;
  try {
    await mkdir(folder, { recursive: true });
    const handle = await open(file, 'wx');
    begun = true;
    try {
      await handle.writeFile(text);
    } finally {
      await handle.close();
    }
    await noteWords(prompt, folder, isoTime(runtime.clock.now()));
  } catch (error) {
    // Half a prompt is of no use; the file is ours, made a moment ago.
    if (begun) await rm(file, { force: true }).catch(() => undefined);
    throw asDiskError(error, file);
  }
  return file;
}
