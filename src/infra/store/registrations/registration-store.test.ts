import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registrationSchema, type Registration } from '../../../evaluation/forward-test/registration.js';
import { canonicalJson } from '../../../core/canonical-json.js';
import { openRegistrations } from './registration-store.js';

const registration: Registration = {
  schema_version: 1,
  model: { id: 'ollama/llama3.2', version: 'sha256:1' },
  prompt: { id: 'regime-2', sha256: 'a'.repeat(64) },
  settings: { temperature: 0, sampling: {}, fields: ['market.spot_price'] },
  settings_sha256: 'b'.repeat(64),
  hypothesis: 'It beats climatology.',
  metric: 'brier-difference-vs-climatology',
  symbol: 'BTCUSDT',
  horizon_hours: 24,
  step_hours: 4,
  registered_at: Date.UTC(2026, 0, 1),
  alpha: 0.05,
};
const named = (hypothesis: string): Registration => ({ ...registration, hypothesis });

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'registrations-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));
const folder = (): string => join(root, 'deep', 'registrations');
const file = (number: number): string => join(folder(), `000${number}.json`);
const opened = () =>
  openRegistrations({
    folder: folder(),
    parse: (value) => registrationSchema.parse(value),
    hash: (document) => createHash('sha256').update(canonicalJson(document)).digest('hex'),
  });

async function three(): Promise<void> {
  for (const name of ['one', 'two', 'three']) await opened().add(named(name));
}

function edit(number: number, change: (text: string) => string): void {
  chmodSync(file(number), 0o644);
  writeFileSync(file(number), change(readFileSync(file(number), 'utf8')));
}

const TAMPERED = { code: 'registration.tampered', kind: 'input' };

describe('registrations', () => {
  it('are none at first, and then what was registered, in order', async () => {
    expect(await opened().list()).toEqual([]);
    await three();
    const listed = await opened().list();
    expect(listed.map((r) => [r.number, r.registration.hypothesis])).toEqual([
      [1, 'one'],
      [2, 'two'],
      [3, 'three'],
    ]);
    expect(listed[0]!.sha256).toBe(
      createHash('sha256')
        .update(canonicalJson(named('one')))
        .digest('hex'),
    );
    expect(readdirSync(folder()).sort(), 'nothing else is left').toEqual(['0001.json', '0002.json', '0003.json']);
  });

  it('are made once: the same again is the one that is there, whatever the order of its fields', async () => {
    const first = await opened().add(registration);
    const reversed = Object.fromEntries(Object.entries(registration).reverse()) as unknown as Registration;
    expect(await opened().add(reversed)).toEqual(first);
    expect(await opened().list()).toHaveLength(1);
  });

  it('refuse an invalid document, and write nothing', async () => {
    await expect(opened().add({ ...registration, alpha: 2 })).rejects.toThrow();
    expect(await opened().list()).toEqual([]);
  });

  it('made side by side are all there', async () => {
    const names = Array.from({ length: 8 }, (_, i) => `claim ${i}`);
    const added = await Promise.all(names.map((name) => opened().add(named(name))));
    expect(added.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect((await opened().list()).map((r) => r.registration.hypothesis).sort()).toEqual(names);
  });

  it.each([
    ['the hypothesis is changed', () => edit(2, (t) => t.replace('"two"', '"too"'))],
    ['the time is put back', () => edit(2, (t) => t.replace(/("registered_at": )\d+/, '$10'))],
    [
      'the hash is changed too',
      () => edit(2, (t) => t.replace(/("sha256": ")[0-9a-f]{64}("\s*,\s*"seal")/, `$1${'0'.repeat(64)}$2`)),
    ],
    ['the seal is changed', () => edit(2, (t) => t.replace(/("seal": ")[0-9a-f]{64}/, `$1${'0'.repeat(64)}`))],
    ['a field is added', () => edit(2, (t) => t.replace('"registration": {', '"registration": { "note": 1,'))],
    ['it is cut', () => edit(2, (t) => t.slice(0, -20))],
    ['it is removed', () => rmSync(file(2))],
    [
      'two are exchanged',
      () => {
        renameSync(file(2), file(9));
        renameSync(file(3), file(2));
        renameSync(file(9), file(3));
      },
    ],
    [
      'the first is removed and the rest renumbered',
      () => {
        renameSync(file(2), file(1));
        renameSync(file(3), file(2));
      },
    ],
  ])('are found out when %s', async (_what, tamper) => {
    await three();
    tamper();
    await expect(opened().list()).rejects.toMatchObject(TAMPERED);
    await expect(opened().add(named('four'))).rejects.toMatchObject(TAMPERED);
  });

  it('rewritten with its own hash and seal still breaks the chain', async () => {
    await three();
    const other = mkdtempSync(join(tmpdir(), 'forged-'));
    const forged = openRegistrations({
      folder: other,
      parse: (value) => registrationSchema.parse(value),
      hash: (document) => createHash('sha256').update(canonicalJson(document)).digest('hex'),
    });
    await forged.add(named('one'));
    await forged.add(named('what came true'));
    chmodSync(file(2), 0o644);
    writeFileSync(file(2), readFileSync(join(other, '0002.json')));
    rmSync(other, { recursive: true });
    await expect(opened().list()).rejects.toMatchObject(TAMPERED);
  });

  it('say what to do where the folder cannot be made', async () => {
    writeFileSync(join(root, 'deep'), '');
    await expect(opened().add(registration)).rejects.toMatchObject({ kind: 'unavailable' });
  });
});
