import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, messageOf } from '../../core/errors.js';
import { promptIdentity, SHIPPED_PROMPTS } from '../../core/prompts/shipped.js';
import { promptContent, type Prompt } from '../../core/prompts/template.js';
import type { Runtime } from '../runtime/runtime.js';
import { noteWords } from './dated-words.js';
import { readFirstUse, writeFirstUse } from './first-use.js';
import { parsePromptFile } from './prompt-file.js';
import { dayOf, isoTime } from '../../core/time.js';
import { sha256Of } from '../../infra/store/files/sha256.js';

/** A prompt with what tells it from every other. */
export interface LoadedPrompt {
  readonly prompt: Prompt;
  readonly sha256: string;
  /** `regime-1@05a70699f642`. */
  readonly identity: string;
  /** Null for a prompt that ships. */
  readonly file: string | null;
}

/** Where a user's own prompts lie. */
export const promptsFolder = ({ config }: Pick<Runtime, 'config'>): string => join(config.userDataDir, 'prompts');

export const isShipped = (id: string): boolean => SHIPPED_PROMPTS.some(({ prompt }) => prompt.id === id);

/**
 * The prompt of this id: one that ships, or a file of the user's. `id@hash` insists on a content.
 * @throws InputError where there is none, where its file is wrong (with the line), or where it says something else
 */
export async function loadPrompt(spec: string, folder: string): Promise<LoadedPrompt> {
  const [id = '', wanted] = spec.split('@');
  const shipped = SHIPPED_PROMPTS.find(({ prompt }) => prompt.id === id);
  const loaded = shipped === undefined ? await fromFile(id, folder) : withIdentity(shipped.prompt, null);
  if (wanted !== undefined && !loaded.sha256.startsWith(wanted)) {
    throw new InputError(
      'prompt.changed',
      `The prompt "${id}" is not what ${spec} names: its content has the hash ${loaded.sha256.slice(0, 12)}.`,
      { where: loaded.file ?? id, remedy: 'restore its file, or name the prompt without its hash' },
    );
  }
  return loaded;
}

/** From a file, whatever it is called. */
export async function readPromptFile(path: string): Promise<LoadedPrompt> {
  return withIdentity(parsePromptFile(await readFile(path, 'utf8'), path), path);
}

async function fromFile(id: string, folder: string): Promise<LoadedPrompt> {
  const path = join(folder, `${id}.md`);
  let loaded: LoadedPrompt;
  try {
    loaded = await readPromptFile(path);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new InputError(
      'prompt.unknown',
      `There is no prompt "${id}": ${path} ${missing ? 'is not there' : `cannot be read (${messageOf(error)})`}; "llm-trading prompt list" shows those there are.`,
      { where: 'llm.prompt', cause: error },
    );
  }
  if (loaded.prompt.id !== id) {
    throw new InputError(
      'prompt.file',
      `${path} says that its id is "${loaded.prompt.id}": a prompt's file is called as its id, so rename one of them.`,
      { where: path },
    );
  }
  return loaded;
}

function withIdentity(prompt: Prompt, file: string | null): LoadedPrompt {
  const sha256 = sha256Of(promptContent(prompt));
  return { prompt, sha256, identity: promptIdentity(prompt.id, sha256), file };
}

/** Whether a prompt may be used: null, or why not. */
export async function changedSince({ prompt, sha256, file }: LoadedPrompt, folder: string): Promise<string | null> {
  if (file === null) return null;
  const first = await readFirstUse(folder, prompt.id);
  return first === null || first.sha256 === sha256 ? null : dayOf(first.first_used_at);
}

/**
 * A prompt that a model is about to be asked with. Its content is kept the first time, and must be the same ever after: a
 * prompt that was measured must not change silently.
 * @throws InputError for one that has changed, or whose day lies ahead
 */
export async function usePrompt(runtime: Runtime, { replay }: { readonly replay: boolean }): Promise<LoadedPrompt> {
  const { config, clock } = runtime;
  const folder = promptsFolder(runtime);
  const loaded = await loadPrompt(config.llm.prompt, folder);
  const { prompt, sha256, file } = loaded;
  if (file === null) return loaded;
  const since = await changedSince(loaded, folder);
  if (since !== null) {
    throw new InputError(
      'prompt.changed',
      `${prompt.id} changed since it was first used on ${since}: give it a new id, so that its answers are not taken for those of the prompt it was.`,
      { where: file, remedy: 'rename the file and change its id and created_at, or undo the change' },
    );
  }
  const now = isoTime(clock.now());
  if (prompt.created_at > dayOf(now)) {
    throw new InputError(
      'prompt.created-at',
      `${file}: created_at is ${prompt.created_at}, which is still ahead: it is the day the prompt was written, at most today.`,
      { where: file },
    );
  }
  if (!replay) {
    await writeFirstUse(folder, prompt.id, { sha256, first_used_at: now });
    await noteWords(prompt, folder, now);
  }
  return loaded;
}
