import type { ImportedCalls } from '../../contract/ledger.js';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { InputError, messageOf } from '../../core/errors.js';
import type { LedgerEntry, LedgerStore } from '../../core/ports/ledger-store.js';
import { callKey, failureKey, questionKey } from '../../infra/llm/ledger/ledger-key.js';
import { entryChecksum, ledgerEntrySchema } from '../../infra/store/ledger/rows.js';

/** Every call as a line of JSON with its checksum, oldest first: the same ledger gives the same bytes. */
export async function* exportedLines(ledger: LedgerStore): AsyncGenerator<string> {
  for await (const entry of ledger.entries({}, 'oldest')) {
    yield `${JSON.stringify({ ...entry, checksum: entryChecksum(entry) })}\n`;
  }
}

const lineSchema = ledgerEntrySchema.extend({ checksum: z.string() });

/**
 * Takes the calls of an export into the ledger, all or none. Keys and checksums are computed anew: a line that was changed is
 * refused. Checksums find damage and careless edits, not a forger, who can compute them too.
 * @throws InputError naming the first line that is wrong
 */
export async function importCalls(ledger: LedgerStore, path: string, name: string): Promise<ImportedCalls> {
  const entries: LedgerEntry[] = [];
  let line = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
      line += 1;
      if (text.trim() !== '') entries.push(entryOf(text, `${name}:${line}`));
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new InputError('ledger.import', `${name} ${missing ? 'is not there' : messageOf(error)}: check the path.`, {
      where: name,
      cause: error,
    });
  }
  let known = 0;
  let different = 0;
  for (const entry of entries) {
    const own = await ledger.get(entry.key);
    if (own === null) continue;
    known += 1;
    if (entryChecksum(own) !== entryChecksum(entry)) different += 1;
  }
  const added = await ledger.putAll(entries);
  return { added, known, different };
}

function entryOf(text: string, where: string): LedgerEntry {
  const wrong = (problem: string, cause?: unknown): InputError =>
    new InputError('ledger.import', `${where} is not a recorded call, ${problem}: nothing was imported.`, {
      where,
      cause,
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw wrong(`the line is not valid JSON (${messageOf(error)})`, error);
  }
  const parsed = lineSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw wrong(`${issue.path.join('.') || 'the line'}: ${issue.message}`, parsed.error);
  }
  const { checksum, ...entry } = parsed.data;
  const { request, model_version, created_at, failure } = entry;
  const key = failure === null ? callKey(request, model_version) : failureKey(request, created_at);
  if (entry.question !== questionKey(request) || entry.key !== key) {
    throw wrong('its key is not that of its request, so one of them was changed');
  }
  if (entryChecksum(entry) !== checksum) throw wrong('its checksum does not match, so it was changed');
  return entry;
}
