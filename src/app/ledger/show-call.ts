import type { ShownCall } from '../../contract/ledger.js';
import { InputError } from '../../core/errors.js';
import type { LedgerEntry, LedgerStore } from '../../core/ports/ledger-store.js';
import { PERCENT_FORM } from '../../core/regime/percent-form/index.js';
import { listedCall } from './list-calls.js';
import { requestParts } from './request-parts.js';

const SHOWN_KEYS = 5;

/**
 * The call whose key begins like this.
 * @throws InputError where there is none, or more than one
 */
export const showCall = async (ledger: LedgerStore, prefix: string): Promise<ShownCall> =>
  shownCall(await findCall(ledger, prefix));

/** The same as it is recorded. */
export async function findCall(ledger: LedgerStore, prefix: string): Promise<LedgerEntry> {
  const keyPrefix = prefix.toLowerCase();
  const found: LedgerEntry[] = [];
  if (/^[0-9a-f]{4,64}$/.test(keyPrefix)) {
    for await (const entry of ledger.entries({ keyPrefix }, 'newest')) {
      if (found.push(entry) > SHOWN_KEYS) break;
    }
  }
  const [entry, second] = found;
  if (entry === undefined) {
    throw new InputError(
      'ledger.key',
      `No recorded call has a key that begins with "${prefix.slice(0, 80)}": give at least the first 4 of its digits, as "llm-trading ledger list" shows them.`,
      { where: 'KEY' },
    );
  }
  if (second !== undefined) {
    const keys = found.slice(0, SHOWN_KEYS).map(({ key }) => key.slice(0, 16));
    throw new InputError(
      'ledger.key',
      `More than one recorded call has a key that begins with "${prefix}": ${keys.join(', ')}${found.length > SHOWN_KEYS ? ' …' : ''}; give more of it.`,
      { where: 'KEY' },
    );
  }
  return entry;
}

/** With its texts, and what the parser makes of its answer. */
export function shownCall(entry: LedgerEntry): ShownCall {
  const { system, user } = requestParts(entry);
  // Reads answers of every form.
  const parsed = entry.failure === null ? PERCENT_FORM.parse(entry.text) : null;
  return {
    ...listedCall(entry),
    question: entry.question,
    system,
    user,
    text: entry.text,
    failure: entry.failure,
    assessment: parsed?.ok === true ? parsed.assessment : null,
    refused_because: parsed?.ok === false ? parsed.error.message : null,
    corrections: parsed?.ok === true ? parsed.corrections : [],
  };
}
