import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareSessions, type LookedSessions } from '../../src/app/live/league/compare-sessions.js';
import { leagueResultSchema, sessionComparisonSchema, type LeagueResult, type SessionComparison } from '../../src/contract/league.js'; // prettier-ignore
import { paperResultSchema } from '../../src/contract/session.js';
import { regimeDocument } from '../servers/answers.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { startOpenAIServer } from '../servers/openai.js';
import { cli, emptyDir, type CliRun } from './support/cli.js';

const DATA = ['--data', 'd/demo-BTCUSDT-1h.csv', '--from', '2025-01-11'];
const BARS = 4 * 24 + 12;
const ADDED = ['climatology', 'momentum', 'logistic', 'hmm-2', 'heuristic', 'buy-and-hold'];
const LEAGUE = `
members:
  - { name: trend, strategy: sma-cross, params: { fast: 5, slow: 20 } }
  - { name: llama, strategy: llm-regime, model: ollama/llama3.2 }
  - { name: qwen, strategy: llm-regime, model: ollama/qwen3 }
  - { name: cautious, strategy: llm-regime, model: ollama/llama3.2, params: { base_size: 0.2 } }
`;

let ollama: FakeOllama;
beforeAll(async () => {
  ollama = await startOllamaServer({
    models: ['llama3.2', 'qwen3'],
    answers: (call, { model }) => {
      const bull = model === 'qwen3' ? 0.35 : [0.25, 0.75, 0.5][call % 3]!;
      return JSON.stringify(regimeDocument({ prob_bull: bull, prob_bear: 1 - bull }));
    },
  });
});
afterAll(() => ollama.close());

async function prepared(league = LEAGUE): Promise<string> {
  const cwd = emptyDir();
  expect((await cli(['data', 'demo', '--out', 'd', '--days', '60'], { cwd })).code).toBe(0);
  writeFileSync(join(cwd, 'league.yaml'), league);
  return cwd;
}
const env = (): Record<string, string> => ({ OLLAMA_BASE_URL: ollama.url, LOG_LEVEL: 'silent' });
const league = (cwd: string, more: readonly string[] = [], options = {}): Promise<CliRun> =>
  cli(['paper', ...DATA, '--league', 'league.yaml', '--session', 'cup', '--json', ...more], {
    cwd,
    env: env(),
    ...options,
  });
const resultOf = ({ stdout, stderr }: CliRun): LeagueResult => {
  expect(stdout, stderr).not.toBe('');
  return leagueResultSchema.parse(JSON.parse(stdout));
};

describe('a league', () => {
  it('trades each member as if it were alone, asks what is equal once, and compares them', async () => {
    const cwd = await prepared();
    const run = await league(cwd, ['--log', 'league.log'], { env: { ...env(), LOG_LEVEL: 'info' } });
    expect(run.code, run.stderr).toBe(0);
    const { ended, failed, comparison } = resultOf(run);
    const logged = readFileSync(join(cwd, 'league.log'), 'utf8').trimEnd().split('\n');
    for (const { session } of ended) {
      const events = logged.map((line) => JSON.parse(line) as { session?: string; event: string });
      const own = events.filter((event) => event.session === session);
      expect(own.length, session).toBeGreaterThanOrEqual(2);
    }
    expect(failed).toEqual([]);
    expect(ended.map(({ session }) => session)).toEqual(
      ['trend', 'llama', 'qwen', 'cautious', ...ADDED].map((name) => `cup.${name}`),
    );
    expect(new Set(ended.map(({ moments }) => moments))).toEqual(new Set([BARS]));

    const of = (name: string) => comparison.sessions.find(({ session }) => session === `cup.${name}`)!;
    expect(ollama.chats).toHaveLength(of('llama').decisions + of('qwen').decisions);
    expect(of('llama').decisions).toBeGreaterThan(2);
    expect(of('llama')).toMatchObject({ model: 'ollama/llama3.2', failed: 0, moments: BARS });
    expect(of('cautious').brier).toEqual(of('llama').brier);
    expect(of('cautious').total_return).not.toBe(of('llama').total_return);
    expect(comparison.reference).toBe('cup.climatology');
    expect(of('climatology').brier!.skill).toBe(0);
    expect(of('trend')).toMatchObject({ model: null, brier: null, against: null, more_decisions: null });
    const { crowd } = comparison;
    expect(crowd!.members).toEqual(['ollama/llama3.2', 'ollama/qwen3']);
    expect(crowd!.brier!.decisions).toBe(of('llama').brier!.decisions);
    // (a + b)² ÷ 4 = (a² + b²) ÷ 2 − (a − b)² ÷ 4: the two differ by 0.1 to 0.4 each time.
    const gained = (of('llama').brier!.score + of('qwen').brier!.score) / 2 - crowd!.brier!.score;
    expect(gained).toBeGreaterThanOrEqual(0.1 ** 2 / 4 - 1e-12);
    expect(gained).toBeLessThanOrEqual(0.4 ** 2 / 4 + 1e-12);
    const equities = comparison.sessions.map(({ equity }) => equity!);
    expect(equities).toEqual(equities.toSorted((a, b) => b - a));

    const trend = ['--strategy', 'sma-cross', '--param', 'fast=5', '--param', 'slow=20'];
    for (const [name, options] of [
      ['trend', trend],
      ['llama', ['--strategy', 'llm-regime', '--model', 'ollama/llama3.2', '--replay']],
      ['hmm-2', ['--strategy', 'llm-regime', '--model', 'baseline/hmm-2']],
    ] as const) {
      const alone = await cli(['paper', ...DATA, ...options, '--session', 'alone-' + name, '--json'], {
        cwd,
        env: env(),
      });
      const expected = paperResultSchema.omit({ session: true, folder: true }).strip().parse(JSON.parse(alone.stdout));
      expect(
        ended.find(({ session }) => session === `cup.${name}`),
        name,
      ).toMatchObject(expected);
    }

    const again = await cli(['sessions', 'compare', 'cup', '--json'], { cwd });
    expect(sessionComparisonSchema.parse(JSON.parse(again.stdout))).toEqual(comparison);
    const table = await cli(['sessions', 'compare', 'cup'], { cwd });
    expect(table.stdout).toMatch(/│ crowd +│ – +│ mean of 2 models +│/);
    const two = await cli(['sessions', 'compare', 'alone-trend', 'cup.trend'], { cwd });
    expect(two.stdout).toContain('None of them is climatology');
  });

  it('goes on where it was, to the same equity, wherever it is interrupted', async () => {
    const members = 'members:\n  - { name: trend, strategy: sma-cross, params: { fast: 5, slow: 20 } }\n';
    const [cwd, whole] = [await prepared(members), await prepared(members)];
    const expected = resultOf(await league(whole));
    const end = new AbortController();
    setTimeout(() => {
      end.abort();
    }, 1_500);
    const first = resultOf(await league(cwd, ['--speed', '60000'], { signal: end.signal }));
    expect(first.ended[0]!.end.code).toBe('interrupted');
    expect(first.ended[0]!.moments).toBeLessThan(BARS);
    // Whoever compares them again and again sees what was written meanwhile.
    const known: LookedSessions = new Map();
    const compared = () => compareSessions(join(cwd, 'user_data'), ['cup.trend', 'cup.climatology'], cwd, known);
    const before = await compared();
    expect(before).toEqual(await compared());
    const { ended } = resultOf(await league(cwd));
    const momentsOf = ({ sessions }: SessionComparison) => sessions.map(({ moments }) => moments);
    expect(Math.max(...momentsOf(before))).toBeLessThan(BARS);
    expect(momentsOf(await compared())).toEqual([BARS, BARS]);
    expect(ended.map(({ equity, fills, moments }) => [equity, fills, moments])).toEqual(
      expected.ended.map(({ equity, fills, moments }) => [equity, fills, moments]),
    );
  });

  it('does not stop for a member that cannot go on, which catches up at the next start', async () => {
    const cwd = await prepared('members:\n  - { name: gpt, model: openai/gpt-4o, strategy: llm-regime }\n');
    const run = await league(cwd);
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('Session cup.gpt cannot go on, and the others do: ');
    const { ended, failed } = resultOf(run);
    expect(failed.map(({ session }) => session)).toEqual(['cup.gpt']);
    expect(ended).toHaveLength(ADDED.length);
    expect(ended.every(({ moments }) => moments === BARS)).toBe(true);

    const openai = await startOpenAIServer({
      models: ['gpt-4o'],
      answers: () => JSON.stringify(regimeDocument({ prob_bull: 0.75, prob_bear: 0.25 })),
    });
    const second = await league(cwd, [], {
      env: { OPENAI_BASE_URL: `${openai.url}/v1`, OPENAI_API_KEY: 'k', LOG_LEVEL: 'silent' },
    });
    await openai.close();
    expect(second.code, second.stderr).toBe(0);
    const all = resultOf(second).ended;
    expect(all.map(({ moments }) => moments)).toEqual(all.map(() => BARS));
  });

  it.each([
    ['no file', null, 'it is not there'],
    ['no members', 'members: []\n', 'members: '],
    ['a field that no member has', 'members:\n  - { name: a, modell: x }\n', 'modell'],
    ['one name twice', 'members:\n  - { name: a }\n  - { name: a }\n', 'each name once'],
    ['a name that is no folder', 'members:\n  - { name: a/b }\n', '1 to 32 letters'],
    [
      'a parameter that its strategy has not',
      'members:\n  - { name: a, strategy: sma-cross, params: { size2: 1 } }\n',
      'Member a: sma-cross has no parameter',
    ],
    ['no YAML', 'members: [\n', 'is not the file of a league'],
  ])('refuses %s, and says how it is written', async (_what, text, message) => {
    const cwd = emptyDir();
    if (text !== null) writeFileSync(join(cwd, 'league.yaml'), text);
    const { code, stderr } = await league(cwd);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/write "members:"|it has fast, slow/);
  });

  it('refuses other settings than a member was begun with, and a session that is not there', async () => {
    const cwd = await prepared('members:\n  - { name: trend, strategy: sma-cross }\n');
    expect((await league(cwd)).code).toBe(0);
    writeFileSync(
      join(cwd, 'league.yaml'),
      'members:\n  - { name: trend, strategy: sma-cross, params: { fast: 7 } }\n',
    );
    const changed = await league(cwd);
    expect([changed.code, changed.stderr]).toEqual([
      2,
      expect.stringContaining('cup.trend was begun with other settings'),
    ]);
    const missing = await cli(['sessions', 'compare', 'cup.trend', 'nobody'], { cwd });
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('There is no session "nobody"')]);
  });

  it('begins with the file that ships as an example', async () => {
    const example = readFileSync(join(import.meta.dirname, '../../examples/league.yaml'), 'utf8');
    const run = await league(await prepared(example));
    expect(run.code, run.stderr).toBe(0);
  });
});
