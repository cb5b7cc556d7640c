import type { ListedPrompt } from '../../contract/prompts.js';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../core/errors.js';
import { SHIPPED_PROMPTS } from '../../core/prompts/shipped.js';
import type { Runtime } from '../runtime/runtime.js';
import { readFirstUse } from './first-use.js';
import { isShipped, loadPrompt, promptsFolder, readPromptFile, type LoadedPrompt } from './load-prompt.js';
import { dayOf } from '../../core/time.js';

/** The prompts that ship and the user's own, by name; a file that is wrong is listed with what is wrong. */
export async function listPrompts(runtime: Runtime): Promise<readonly ListedPrompt[]> {
  const folder = promptsFolder(runtime);
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const shipped = await Promise.all(
    SHIPPED_PROMPTS.map(async ({ prompt: { id } }) => listed(id, await loadPrompt(id, folder), null, null)),
  );
  const files = names.filter((name) => name.endsWith('.md')).sort();
  return [...shipped, ...(await Promise.all(files.map((name) => listedFile(folder, name))))];
}

async function listedFile(folder: string, name: string): Promise<ListedPrompt> {
  const id = name.slice(0, -'.md'.length);
  const file = join(folder, name);
  try {
    if (isShipped(id)) throw new Error(`${id} is the name of a prompt that ships: give this one another id`);
    const loaded = await readPromptFile(file);
    const first = await readFirstUse(folder, id);
    const changed = first !== null && first.sha256 !== loaded.sha256;
    const problem =
      loaded.prompt.id !== id
        ? `its id is ${loaded.prompt.id}, and its file is called ${name}`
        : changed
          ? `changed since it was first used on ${dayOf(first.first_used_at)}: give it a new id`
          : null;
    return { ...listed(id, loaded, first?.first_used_at ?? null, problem), file };
  } catch (error) {
    const problem = messageOf(error);
    return { id, created_at: null, description: null, sha256: null, file, first_used_at: null, problem };
  }
}

const listed = (
  id: string,
  { prompt, sha256, file }: LoadedPrompt,
  first_used_at: string | null,
  problem: string | null,
): ListedPrompt => ({
  id,
  created_at: prompt.created_at,
  description: prompt.description,
  sha256,
  file,
  first_used_at,
  problem,
});
