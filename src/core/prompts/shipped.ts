import { REGIME_1, REGIME_1_SHA256 } from './regime-1.js';
import { compilePrompt, type Prompt } from './template.js';

const compiled = compilePrompt(REGIME_1);
if ('problem' in compiled) throw new Error(`${REGIME_1.id}: ${compiled.problem}`);

/** The prompt of whoever chooses none. */
export const SHIPPED_PROMPT: Prompt = compiled;

/** Which prompt exactly: its id and the first digits of its hash. Answers to two of them are never pooled. */
export const promptIdentity = (id: string, sha256: string): string => `${id}@${sha256.slice(0, 12)}`;

export const SHIPPED_PROMPT_IDENTITY = promptIdentity(REGIME_1.id, REGIME_1_SHA256);
