import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, messageOf } from '../../core/errors.js';
import type { Runtime } from '../runtime.js';
import { noteWords } from './dated-words.js';
import { isShipped, loadPrompt, promptsFolder } from './load-prompt.js';
import { PROMPT_ID_PATTERN, promptFileText } from './prompt-file.js';

/**
 * Writes a prompt to begin with: the words of another one, dated today. Nothing that is there is overwritten.
 * @returns its file
 * @throws InputError for an id that names nothing, or that is taken
 */
export async function writeNewPrompt(runtime: Runtime, id: string, from: string): Promise<string> {
  const wrong = (problem: string): InputError =>
    new InputError('prompt.new', `"${id.slice(0, 80)}" cannot be the id of a new prompt: ${problem}.`, { where: id });
  if (!PROMPT_ID_PATTERN.test(id)) throw wrong('it must be small letters, digits and hyphens, e.g. regime-mine-1');
  if (isShipped(id)) throw wrong('that is a prompt that ships');
  const folder = promptsFolder(runtime);
  const { prompt } = await loadPrompt(from, folder);
  const file = join(folder, `${id}.md`);
  const created_at = new Date(runtime.clock.now()).toISOString().slice(0, 10);
  const text = promptFileText({
    ...prompt,
    id,
    created_at,
    description: `From ${prompt.id}: say here what is different.`,
  });
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, text, { flag: 'wx' });
    await noteWords(prompt, folder, new Date(runtime.clock.now()).toISOString());
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw wrong(
      taken ? `${file} is already there and was left as it is` : `${file} cannot be written (${messageOf(error)})`,
    );
  }
  return file;
}
