import { expect, it } from 'vitest';
import { httpAt, requestFor, TEST_NOW } from '../../../test/support/collect.js';
import { startFearGreedServer } from '../../../test/servers/fear-greed.js';
import { realClock } from '../../../test/support/llm-clock.js';
import { sourcesIn } from '../../../test/support/source-doubles.js';
import { boundSources, chosenSources, SOURCES_WITH_PAST } from './bound-sources.js';
import { loadConfig } from '../config/index.js';

const clock = { now: () => TEST_NOW, sleep: realClock.sleep };
const parts = { http: httpAt(), clock };
const withEnv = (env: Record<string, string>) => ({
  ...parts,
  config: loadConfig({ env, cwd: import.meta.dirname }).config,
});

it('asks a source at the address that SOURCE_ADDRESSES gives, before that of its own setting', async () => {
  const server = await startFearGreedServer({ now: () => TEST_NOW });
  try {
    const env = { FEAR_GREED_BASE_URL: 'http://127.0.0.1:9', SOURCE_ADDRESSES: `fear-greed=${server.url}` };
    const source = sourcesIn(env, parts).find(({ id }) => id === 'fear-greed')!;
    expect(source.probes[0]!.request.url).toBe(`${server.url}/fng/`);
    expect((await source.create().collect(requestFor('BTCUSDT'))).observations).toHaveLength(31);
    expect(server.requests).toHaveLength(1);
  } finally {
    await server.close();
  }
});

it.each(['fear_greed', 'rss', 'binance-spot'])(
  'refuses an address of %s, which has none of its own by that name',
  (id) => {
    expect(() => boundSources(withEnv({ SOURCE_ADDRESSES: `${id}=http://127.0.0.1:9` }))).toThrow(
      `SOURCE_ADDRESSES names "${id}": it must be one of `,
    );
  },
);

it('chooses the markets of the configured exchange alone', () => {
  const ids = (env: Record<string, string>) => chosenSources(withEnv(env)).map(({ id }) => id);
  expect(ids({}).slice(0, 2)).toEqual(['binance-spot', 'binance-futures']);
  expect(ids({ EXCHANGE: 'okx' })).toEqual(ids({}).slice(2));
});

it('knows a past of those that have one, the markets first', () => {
  expect(SOURCES_WITH_PAST).toEqual(
    sourcesIn({}, parts)
      .filter(({ history }) => history !== null)
      .map(({ id }) => id),
  );
  expect(SOURCES_WITH_PAST).toEqual(expect.arrayContaining(['binance-spot', 'coinmetrics', 'fear-greed']));
  expect(SOURCES_WITH_PAST).not.toContain('rss');
});

it('probes only sources that have their key', () => {
  const probed = (env: Record<string, string>) =>
    sourcesIn(env, parts).flatMap(({ probes }) => probes.map(({ name }) => name));
  expect(probed({})).not.toContain('NewsAPI');
  expect(probed({ NEWSAPI_KEY: 'k' })).toContain('NewsAPI');
});
