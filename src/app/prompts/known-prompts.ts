import type { Prompt } from '../../core/prompts/template.js';
import type { Runtime } from '../runtime/runtime.js';
import { listPrompts } from './list-prompts.js';
import { loadPrompt, promptsFolder } from './load-prompt.js';

/** A prompt that is here, and under which name answers to it are kept. */
export interface KnownPrompt {
  readonly prompt: Prompt;
  /** `regime-1@05a70699f642`. */
  readonly identity: string;
}

/** The prompts there are, by what they tell the model: a recorded call knows no other name of its prompt. */
export async function knownPrompts(runtime: Runtime): Promise<ReadonlyMap<string, KnownPrompt>> {
  const known = new Map<string, KnownPrompt>();
  for (const { id, problem } of await listPrompts(runtime)) {
    if (problem !== null) continue;
    const { prompt, identity } = await loadPrompt(id, promptsFolder(runtime));
    for (const withSchema of [true, false]) known.set(prompt.renderSystem({ withSchema }), { prompt, identity });
  }
  return known;
}
