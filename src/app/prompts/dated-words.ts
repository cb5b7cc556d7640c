import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf, UnavailableError } from '../../core/errors.js';
import { SHIPPED_PROMPTS } from '../../core/prompts/shipped.js';
import type { Prompt } from '../../core/prompts/template.js';
import { dayOf } from '../../core/time.js';
import { sha256Of } from '../../infra/store/files/sha256.js';
import { writeOnce } from '../../infra/store/files/atomic-file.js';

const schema = z.object({ first_seen_at: z.iso.datetime() });

/** When the words of a prompt were written, as far as it can be known. Days are UTC, `2026-01-31`. */
export interface DatedWords {
  readonly writtenOn: string;
  /** Set where that day is only what the file says: its words were first seen here on this later day. */
  readonly firstSeenOn: string | null;
}

/** Hash of what a model is sent: two prompts of other names or days can have the same words. */
const wordsOf = ({ renderSystem, user }: Prompt): string => sha256Of(JSON.stringify([renderSystem(), user]));

const fileOf = (promptsDir: string, words: string): string => join(promptsDir, '.first-seen', `${words}.json`);

/**
 * The day of the words, not of the file: a copy under another name or date keeps the day of its original, shipped or seen here before.
 * A day before everything that is known of the words is the user's own statement, and is marked as such.
 * @param now UTC ISO 8601
 */
export async function datedWords(prompt: Prompt, promptsDir: string, now: string): Promise<DatedWords> {
  const words = wordsOf(prompt);
  const shipped = SHIPPED_PROMPTS.filter((each) => wordsOf(each.prompt) === words).map(
    (each) => each.prompt.created_at,
  );
  const [first = dayOf(now)] = [...shipped, ...(await seenOn(promptsDir, words))].sort();
  if (prompt.created_at >= first) return { writtenOn: first, firstSeenOn: null };
  return { writtenOn: prompt.created_at, firstSeenOn: first };
}

async function seenOn(promptsDir: string, words: string): Promise<string[]> {
  try {
    return [dayOf(schema.parse(JSON.parse(await readFile(fileOf(promptsDir, words), 'utf8'))).first_seen_at)];
  } catch {
    // Not there, or damaged: then it is not known, and a day of the user's own is marked rather than believed.
    return [];
  }
}

/** Keeps when words were seen for the first time. One file for each; the first stays. */
export async function noteWords(prompt: Prompt, promptsDir: string, now: string): Promise<void> {
  const path = fileOf(promptsDir, wordsOf(prompt));
  try {
    await writeOnce(path, `${JSON.stringify({ first_seen_at: now })}\n`);
  } catch (error) {
    throw new UnavailableError(
      'prompt.first-seen',
      `It cannot be kept when the words of the prompt "${prompt.id}" were first seen (${messageOf(error)}).`,
      { where: promptsDir, remedy: 'check that the user data folder can be written to', cause: error },
    );
  }
}
