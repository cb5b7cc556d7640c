import { inserted, newFile, together, type Recipe } from './recipe.js';

const SOURCE = `
import { z } from 'zod';
import { lost } from '../../core/collected.js';
import type { ObservationSource } from '../../core/ports/observation-source.js';
import { LAG_MS } from '../../core/publication-lags.js';
import type { HttpClient } from '../http/types.js';
import { JSON_BODY, type SourceDefinition } from './shared/definition.js';
import { endpoint, wireDecimal, wireTime } from './shared/wire.js';
import { readRows, Rejections, seriesFailure } from './shared/rejections.js';
import { collectedFrom, observationsFrom } from './shared/points.js';

const ID = 'sopr';
const SERIES = ['sopr'] as const;

const rowSchema = z.looseObject({ day: wireTime, value: wireDecimal });

/** Spent output profit ratio of Bitcoin, by day. */
export function createSoprSource({ http, baseUrl }: { readonly http: HttpClient; readonly baseUrl: string }): ObservationSource {
  return {
    id: ID,
    series: SERIES,
    async collect({ signal }) {
      try {
        const { data, response } = await http.getJson(
          { source: ID, url: endpoint(baseUrl, 'sopr'), signal },
          z.array(z.unknown()),
        );
        const rejections = new Rejections();
        const rows = readRows(data, rowSchema, (reason) => rejections.add('sopr', reason));
        const observations = observationsFrom(
          rows.map(({ day, value }) => ({ observedAt: day, value })),
          {
            source: ID,
            series: 'sopr',
            symbol: 'BTC',
            receivedAt: response.receivedAt,
            availableAt: (day) => day + LAG_MS.chainDay,
            rejections,
          },
        );
        return collectedFrom(ID, SERIES, observations, rejections, () => 'it sent no day at all.');
      } catch (error) {
        return lost(seriesFailure(ID, SERIES, error));
      }
    },
  };
}

export const soprSource: SourceDefinition = {
  id: ID,
  lags: [{ series: SERIES, lag_ms: LAG_MS.chainDay, rule: 'the day + 36 h', why: 'as late as other chain data' }],
  address: () => 'https://sopr.example',
  probe: ({ address }) => [
    { name: 'SOPR', env: 'SOURCE_ADDRESSES', request: { url: \`\${address}/sopr\` }, looksRight: JSON_BODY },
  ],
  create: ({ http, address }) => createSoprSource({ http, baseUrl: address }),
  history: null,
};
`;

const DOUBLE = `
import type { SourceDouble } from '../support/source-doubles.js';
import { DAY_MS, startDataServer, type DataServer, type DataServerOptions } from './data-server.js';

/** \`GET /sopr\`: the last 40 days, oldest first. */
export const startSoprServer = (options: DataServerOptions = {}): Promise<DataServer> =>
  startDataServer(options, (_url, _headers, now) => {
    const today = Math.floor(now / DAY_MS) * DAY_MS;
    const body = Array.from({ length: 40 }, (_, i) => ({ day: (today - (40 - i) * DAY_MS) / 1_000, value: 1 + i / 100 }));
    return { status: 200, body };
  });

export const sourceDouble: SourceDouble = {
  start: (now) => startSoprServer({ now }),
  env: (url) => ({ SOURCE_ADDRESSES: \`sopr=\${url}\` }),
};
`;

const TEST = `
import { expect, it } from 'vitest';
import { startSoprServer } from '../../../test/servers/sopr.js';
import { httpAt, requestFor, TEST_NOW } from '../../../test/support/collect.js';
import { createSoprSource } from './sopr.js';

it('gives every day, known 36 h after its start', async () => {
  const server = await startSoprServer({ now: () => TEST_NOW });
  try {
    const source = createSoprSource({ http: httpAt(), baseUrl: server.url });
    const { observations, failures } = await source.collect(requestFor('BTCUSDT'));
    expect(failures).toEqual([]);
    expect(observations).toHaveLength(40);
    expect(observations[0]!.available_at).toBe(observations[0]!.observed_at + 36 * 3_600_000);
  } finally {
    await server.close();
  }
});
`;

const FIELD = `  sopr: {
    label: 'spent output profit ratio, last complete day',
    unit: 'ratio (above 1: coins are spent at a profit)',
    decimals: 3,
    line: ['sopr'],
    title: 'SOPR',
    style: { digits: 2 },
    historical: false,
    masking: 'kept',
    feature: true,
    read: latest('sopr'),
  },
`;

/** A keyless source with a series and a field that nobody has yet. */
export const sourceRecipe: Recipe = {
  title: 'A source, with a field of its own',
  kinds: ['source'],
  name: 'sopr',
  edits: [
    newFile('src/infra/sources/sopr.ts', SOURCE),
    newFile('src/infra/sources/sopr.test.ts', TEST),
    together(
      inserted(
        'src/infra/sources/index.ts',
        "import { rssSource } from './rss/index.js';\n",
        "import { soprSource } from './sopr.js';\n",
        'behind',
      ),
      inserted('src/infra/sources/index.ts', '  rssSource,\n', '  soprSource,\n'),
    ),
    newFile('test/servers/sopr.ts', DOUBLE),
    inserted(
      'src/core/series.ts',
      '  /** Circulating supply of all USD-pegged stablecoins. */\n',
      "  sopr: {\n    about: 'bitcoin',\n    unit: 'ratio',\n    spanMs: DAY,\n    staleAfterMs: 3 * DAY,\n    dropAfterMs: 10 * DAY,\n    stepMs: DAY,\n  },\n",
    ),
    inserted('src/core/market-snapshot/fields/onchain.ts', '});\n', FIELD),
  ],
};
