import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/core/ports/random.js';
import { readBarsCsv } from '../../src/infra/store/bars/csv/read-bars-csv.js';
import { GROUPS } from './fixed-files.js';
import { metamorphicCase } from './metamorphic.js';
import { PLANTED } from './planted.js';
import { verdict } from './verdict.js';

/** `TEST_SIZE=nightly` runs it at its nightly size, `TEST_SEED` repeats a run. */
const NIGHTLY = process.env.TEST_SIZE === 'nightly';
const SEED = Number(process.env.TEST_SEED ?? 20240331);
const RANDOM_FILES = NIGHTLY ? 2000 : 200;

const root = mkdtempSync(join(tmpdir(), 'broken-bars-'));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
const folder = () => {
  const path = join(root, String(folders++));
  mkdirSync(path);
  return path;
};

describe('broken bars: the fixed files', () => {
  it('are the 125 of the plan', () => {
    expect(Object.values(GROUPS).flat().length).toBe(125);
  });

  it.each(Object.keys(GROUPS))('%s', async (group) => {
    expect(await verdict(GROUPS[group]!, readBarsCsv, folder())).toEqual([]);
  });
});

it(`broken bars: ${RANDOM_FILES} random dialects of good files (seed ${SEED})`, async () => {
  const random = seededRandom(SEED);
  const cases = Array.from({ length: RANDOM_FILES }, (_, index) => metamorphicCase(random, index));
  expect(await verdict(cases, readBarsCsv, folder())).toEqual([]);
}, 120_000);

describe('broken bars: the planted bugs', () => {
  it.each(Object.keys(PLANTED))('%s', async (bug) => {
    const { reader, caughtBy } = PLANTED[bug]!;
    const failures = await verdict(Object.values(GROUPS).flat(), reader, folder());
    expect(
      failures.filter((failure) => caughtBy.test(failure)),
      'the suite must find it',
    ).not.toEqual([]);
  });
});
