import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { given } from '../../src/core/given.js';
import { seededRandom } from '../../src/core/ports/random.js';
import { builtCommands } from '../e2e/support/built.js';
import { cli, emptyDir } from '../e2e/support/cli.js';
import { regimeDocument, type AnswerSource } from '../servers/answers.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import type { SessionBlow, Strike } from './support/blow.js';
import { killedSession, type KilledRun, type KilledSession } from './support/killed-session.js';
import { NIGHTLY, SEED } from './support/session.js';

/** In all, of two markets; each session is killed at most so often. */
const KILLS = Number(process.env.SESSION_KILLS ?? (NIGHTLY ? 1_000 : 16));
const KILLS_EACH = Math.min(25, KILLS / 2);
const DAYS = 20;

let commands: string;
let data: string;
let server: FakeOllama;

/** An opinion that hangs on the question alone: the same question has the same answer. */
const answers: AnswerSource = (_call, body) => {
  const text = JSON.stringify(body.messages);
  const bull = 20 + ((text.match(/[1-4]/g)?.length ?? 0) % 61);
  const opinion = { horizon_hours: 12, prob_bull: bull / 100, prob_bear: (100 - bull) / 100 };
  return { content: JSON.stringify(regimeDocument(opinion)), delayMs: 5 };
};

beforeAll(async () => {
  commands = builtCommands();
  const cwd = emptyDir();
  data = join(cwd, 'd');
  expect((await cli(['data', 'demo', '--out', 'd', '--days', String(DAYS)], { cwd })).code).toBe(0);
  server = await startOllamaServer({ models: ['llama3.2'], answers, parallel: 8 });
}, 600_000);
afterAll(() => server.close());

const barsOf = (symbol: string): string[] => [
  ...['--data', join(data, `demo-${symbol}-1h.csv`)],
  ...['--funding', join(data, `demo-${symbol}-funding.csv`)],
];
type Market = Pick<KilledSession, 'argv' | 'server' | 'length'>;
/** Breakouts with stops, as large as a model's opinions let them be, with funding. */
const opinions = (): Market => ({
  argv: [
    ...barsOf('BTCUSDT'),
    ...['--instrument', 'perp', '--leverage', '2', '--strategy', 'regime-scaled', '--model', 'llama3.2'],
    ...[
      '--param',
      'strategy=donchian-breakout',
      '--param',
      'params={"entry":8,"exit":4,"atr_stop":1,"allow_short":true}',
    ],
    ...['--param', 'horizon_bars=12'],
  ],
  server,
  length: 480_000,
});
const twoSymbols = (): Market => ({
  argv: [
    ...[...barsOf('BTCUSDT'), ...barsOf('ETHUSDT')],
    ...['--instrument', 'perp', '--strategy', 'donchian-breakout', '--param', 'size=0.4', '--param', 'entry=8'],
    ...['--param', 'exit=4'],
    ...['--max-exposure', '0.6', '--max-change-per-decision', '0.2'],
  ],
  server: null,
  length: 600_000,
});

const MARKETS: readonly [string, () => Market][] = [
  ['opinions, stops and funding', opinions],
  ['two symbols under limits', twoSymbols],
];

const SESSIONS = Array.from({ length: Math.ceil(KILLS / KILLS_EACH) }, (_, i) => {
  const [what, market] = MARKETS[i % MARKETS.length]!;
  return { what, market, seed: SEED + i };
});

describe(`paper sessions that are killed ${KILLS} times (seed ${SEED})`, () => {
  const runs: KilledRun[] = [];

  it.each(SESSIONS)(
    'come to the same decisions, fills and equity to the last byte, and pay for no answer twice: $what, seed $seed',
    async ({ market, seed }) => {
      const run = await killedSession({ ...market(), kills: KILLS_EACH, random: seededRandom(seed), commands });
      expect(run.violations).toEqual([]);
      runs.push(run);
    },
    KILLS_EACH * 20_000,
  );

  it('are killed at their work, at their start, and while a model is asked', () => {
    const sum = (of: (run: KilledRun) => number): number => runs.reduce((total, run) => total + of(run), 0);
    expect(sum(({ kills }) => kills)).toBeGreaterThan(0.8 * KILLS);
    expect(sum(({ atStart }) => atStart)).toBeGreaterThan(0.1 * KILLS);
    expect(sum(({ askedAgain }) => askedAgain)).toBeGreaterThan(0);
  });

  /** The blows that a planted bug shows itself by are among those of every session. */
  const TOLD = { moment: 'told' };
  const ANSWERED = { moment: 'synced', kind: 'opinion' };
  const struck = (strikes: readonly Strike[], planted?: string): Promise<KilledRun> => {
    const { length, ...market } = opinions();
    const kills = 4;
    const blow = (i: number): SessionBlow => ({
      by: 'itself',
      strike: { ...strikes[i % strikes.length], goal: (length / kills) * i },
    });
    const settings = { ...market, length, kills, random: seededRandom(SEED), commands, blow };
    return killedSession({ ...settings, ...given({ planted }) });
  };

  it('finds nothing where nothing was planted', async () => {
    expect(await struck([TOLD, ANSWERED])).toMatchObject({ violations: [], kills: 4 });
  }, 80_000);

  it.each<[string, Strike, RegExp]>([
    ['a record is written after it is acted on', TOLD, /not in its journal/],
    ['a fill is counted twice at recovery', TOLD, /comes out otherwise/],
    ['the model is asked again after a restart', ANSWERED, /paid for twice/],
  ])(
    'finds what was planted: %s',
    async (planted, strike, found) => {
      expect((await struck([strike], planted)).violations.join('\n')).toMatch(found);
    },
    80_000,
  );
});
