import { describe, expect, it } from 'vitest';
import { FAULTS } from '../faults/catalogue.js';
import { digestOf } from './checks.js';
import { acceptsStaleBars, keepsSilent, neverRecovers } from './planted/broken-sources.js';
import { naiveClient, type ClientBug } from './planted/naive-client.js';
import { runCase } from './run-case.js';
import { SOURCES } from './sources.js';
import type { WorldSettings } from './world.js';

const SEED = 815;

async function violationsUnder(faultId: string, sourceId: string, settings: Partial<WorldSettings>) {
  const fault = FAULTS.find(({ id }) => id === faultId)!;
  const source = SOURCES.find(({ id }) => id === sourceId)!;
  const { violations } = await runCase(source, fault, fault.variants.at(-1)!, { ...settings, seed: SEED });
  return violations;
}

const CLIENT_BUGS: readonly [ClientBug, string, string][] = [
  ['no cap', '200 MB body', 'F3'],
  ['retries a 418', '418', 'F4'],
  ['time-out per read', 'drip', 'F1'],
];

describe('the suite catches', { timeout: 60_000 }, () => {
  it.each(CLIENT_BUGS)('a client that has or does: %s', async (bug, fault, invariant) => {
    expect(await violationsUnder(fault, 'fear-greed', { makeClient: naiveClient('none') }), 'without the bug').toEqual(
      [],
    );
    const violations = await violationsUnder(fault, 'fear-greed', { makeClient: naiveClient(bug) });
    expect(violations.join('\n')).toContain(`${invariant}: `);
  });

  it('a source that accepts a stale bar', async () => {
    const violations = await violationsUnder('stale', 'binance', { wrapSource: acceptsStaleBars });
    expect(violations.join('\n')).toContain('F2: bar_1h');
    expect(violations.join('\n')).toContain('F2: spot_price comes from a stale feed');
  });

  it('a source that loses series without a word', async () => {
    const violations = await violationsUnder('500', 'coinmetrics', { wrapSource: keepsSilent });
    expect(violations.join('\n')).toContain('F5: active_addresses of coinmetrics is gone without a word');
  });

  it('a source that does not recover', async () => {
    const violations = await violationsUnder('500', 'coinmetrics', { wrapSource: neverRecovers });
    expect(violations.join('\n')).toContain('F6: ');
  });

  it('jitter that is not seeded', async () => {
    const fault = FAULTS.find(({ id }) => id === '500')!;
    const source = SOURCES.find(({ id }) => id === 'rss')!;
    const run = async (settings: Partial<WorldSettings>): Promise<string> =>
      digestOf((await runCase(source, fault, fault.variants[0]!, { ...settings, seed: SEED })).cycle);
    expect(await run({})).toBe(await run({}));
    const unseeded = { randomOf: () => ({ next: () => Math.random() }) };
    expect(await run(unseeded)).not.toBe(await run(unseeded));
  });
});
