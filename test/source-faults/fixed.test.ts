import { describe, expect, it } from 'vitest';
import { FAULTS } from '../faults/catalogue.js';
import golden from './faults.golden.json' with { type: 'json' };
import { runCase } from './run-case.js';
import { SOURCES } from './sources.js';
import { SOURCES as LISTED } from '../../src/infra/sources/index.js';
import { doubleName } from '../support/source-doubles.js';

const SEED = 20_250_115;

it('has every source of the list and as many faults as the documents say', () => {
  expect(SOURCES.map(({ id }) => id)).toEqual([...new Set(LISTED.map(({ id }) => doubleName(id)))]);
  expect(SOURCES.length).toBeGreaterThanOrEqual(8);
  const sizes = ['connection', 'http', 'body', 'meaning'].map(
    (of) => FAULTS.filter(({ group }) => group === of).length,
  );
  expect(sizes).toEqual([8, 12, 14, 8]);
  expect(new Set(FAULTS.map(({ id }) => id)).size).toBe(golden['source-faults'].figures.faults[0]);
});

describe.each(SOURCES)(`$id (seed ${SEED})`, (source) => {
  it.each(FAULTS)(
    'keeps its invariants under: $id',
    async (fault) => {
      const broken: string[] = [];
      for (const variant of fault.variants) {
        const { violations } = await runCase(source, fault, variant, { seed: SEED });
        broken.push(...violations.map((violation) => `${variant.name}: ${violation}`));
      }
      expect(broken, broken.join('; ')).toEqual([]);
    },
    60_000,
  );
});
