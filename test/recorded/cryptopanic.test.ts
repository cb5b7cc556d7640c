import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { isNewsValue, observationSchema, type Observation } from '../../src/core/observation.js';
import { createCryptoPanicSource } from '../../src/infra/sources/cryptopanic/index.js';
import { startDataServer } from '../servers/data-server.js';
import { httpAt, requestFor } from '../support/collect.js';
import { hasTestData, SKIP_REASON, testDataPath } from '../support/test-data.js';

/** Some minutes after the newest of the 200 posts. */
const NOW = Date.UTC(2023, 4, 20, 12, 45);

describe.skipIf(!hasTestData)(
  hasTestData ? 'recorded CryptoPanic v1 posts' : `recorded CryptoPanic: ${SKIP_REASON}`,
  () => {
    let observations: readonly Observation[];
    let failures: readonly unknown[];
    beforeAll(async () => {
      const body = await readFile(testDataPath('data/http/cryptopanic-v1-posts-2023-05-20.json'), 'utf8');
      const server = await startDataServer({ now: () => NOW }, () => ({ status: 200, body }));
      const settings = { http: httpAt(() => NOW), baseUrl: server.url, apiKey: 'some-test-key' };
      ({ observations, failures } = await createCryptoPanicSource(settings).collect(requestFor('BTCUSDT', NOW)));
      await server.close();
    });

    it('all parse: none of the 200 is rejected', () => {
      expect(failures).toEqual([]);
    });

    it('the 54 tagged BTC are about it; of the 80 without tags the title decides', () => {
      const tagged = observations.filter(({ symbol }) => symbol === 'BTC');
      expect(tagged.length).toBeGreaterThanOrEqual(54);
      const wide = observations.filter(({ symbol }) => symbol === '*');
      expect(wide.length).toBeGreaterThan(20);
      expect(tagged.length + wide.length).toBe(observations.length);
      expect(observations.length).toBeLessThan(54 + 80 + 1);
    });

    it('each is a valid observation with a web address, votes as sentiment and impact where there are any', () => {
      for (const observation of observations) {
        observationSchema.parse(observation);
        expect(isNewsValue(observation.value) && observation.value.url).toMatch(/^https:\/\/cryptopanic\.com\/news\//);
        expect(observation.observed_at).toBeLessThanOrEqual(NOW);
      }
      const impacts = observations.map(({ value }) => (isNewsValue(value) ? value.impact_score : null));
      expect(impacts.filter((impact) => impact !== null).length).toBeGreaterThan(20);
      expect(impacts.filter((impact) => impact === null).length).toBeGreaterThan(20);
    });
  },
);
