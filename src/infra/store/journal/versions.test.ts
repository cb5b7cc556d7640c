import { cpSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../core/time.js';
import { openJournal, readJournalFile } from './index.js';
import { JOURNAL_FORMAT } from './line.js';

const FIXTURES = fileURLToPath(new URL('fixtures/', import.meta.url));
const HASH = 'b2f5ff47436671b6e533d8dc3614845d0a3a1a3f5f2c5f4b8a1d7e0c9b6a5d43';
const NOON = Date.UTC(2026, 10, 29, 12);

/** A session with a torn tail in it, as each released format wrote it. */
const EXPECTED = [
  [NOON, 'manifest', { session_id: 'btc-1', program_version: '0.1.0', configuration_hash: HASH, format_version: 1 }],
  [NOON + MINUTE, 'bar', { close: 90_123.5, symbol: 'BTCUSDT' }],
  [NOON + MINUTE, 'decision', { target: 0.25, reason: 'Тренд вверх' }],
  [NOON + MINUTE + 1, 'order.intent', { client_order_id: 'btc-1-1', attempt: 1, quantity: '0.002' }],
  [NOON + HOUR, 'recovered', { offset: 777, bytes: 13, kept_as: 'journal.torn-777' }],
  [NOON + HOUR, 'start', { program_version: '0.1.0', configuration_hash: HASH }],
  [NOON + HOUR + 1, 'fill', { client_order_id: 'btc-1-1', price: '90120.1', quantity: '0.002', fee: null }],
  [NOON + 2 * HOUR, 'stop', { reason: 'asked' }],
].map(([at, kind, data], i) => ({ seq: i + 1, at, kind, data }));

describe('a journal of every released format', () => {
  it('is kept here', () => {
    const formats = Array.from({ length: JOURNAL_FORMAT }, (_, i) => `version-${i + 1}`);
    expect(readdirSync(FIXTURES)).toEqual(formats);
  });

  it.each(readdirSync(FIXTURES))('%s is read, and gone on with', async (name) => {
    const folder = join(mkdtempSync(join(tmpdir(), 'journal-')), 'btc-1');
    cpSync(join(FIXTURES, name), folder, { recursive: true });
    expect(readJournalFile(join(folder, 'journal.log'))).toMatchObject({ records: EXPECTED, torn: null, damage: null });
    const start = { sessionId: 'btc-1', programVersion: '9.9.9', configurationHash: HASH };
    const journal = await openJournal({ folder, at: NOON + 3 * HOUR, ...start });
    expect(journal.records).toMatchObject(EXPECTED);
    expect(journal.append(NOON + 3 * HOUR, [{ kind: 'bar', data: 1 }])[0]?.seq).toBe(10);
    journal.close();
    expect(readJournalFile(join(folder, 'journal.log'))?.records).toHaveLength(10);
  });
});
