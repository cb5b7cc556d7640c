import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError, messageOf, UnavailableError } from '../../core/errors.js';
import { writeOnce } from '../../infra/store/files/atomic-file.js';

const schema = z.object({ sha256: z.string(), first_used_at: z.iso.datetime() });
export type FirstUse = z.infer<typeof schema>;

const fileOf = (promptsDir: string, id: string): string => join(promptsDir, '.first-used', `${id}.json`);

/** When a model was first asked with this prompt, and what it said then; null for one that was never used. */
export async function readFirstUse(promptsDir: string, id: string): Promise<FirstUse | null> {
  const path = fileOf(promptsDir, id);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new UnavailableError('prompt.first-use', `${path} cannot be read: ${messageOf(error)}.`, { where: path });
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new InputError(
      'prompt.first-use',
      `${path}, which keeps what the prompt "${id}" said when it was first used, is damaged: restore it, or delete it and give the prompt a new id.`,
      { where: path, cause: error },
    );
  }
}

/** Keeps the content that a model is asked with for the first time. One file a prompt: of two processes the first writes it. */
export async function writeFirstUse(promptsDir: string, id: string, use: FirstUse): Promise<void> {
  try {
    await writeOnce(fileOf(promptsDir, id), `${JSON.stringify(use)}\n`);
  } catch (error) {
    throw new UnavailableError(
      'prompt.first-use',
      `It cannot be kept what the prompt "${id}" says (${messageOf(error)}), so it is not used.`,
      { where: promptsDir, remedy: 'check that the user data folder can be written to', cause: error },
    );
  }
}
