import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../../src/cli/program.js';
import { Session } from '../../src/cli/session.js';
import { DOCUMENTS, type DocumentName } from '../../src/contract/documents.js';
import { DAY } from '../../src/core/time.js';
import { cli, emptyDir, ioOf } from '../e2e/support/cli.js';
import { regimeDocument } from '../servers/answers.js';
import { startOkxServer, type OkxServer } from '../servers/okx.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { documentFault, documentOf } from '../support/documents.js';

const BARS = ['--data', 'demo/demo-BTCUSDT-1h.csv'];
const ASKED = ['--strategy', 'llm-regime', '--model', 'llama3.2', '--from', '2025-01-10'];
const RANGE = ['--from', '2025-01-01', '--to', '2025-01-15'];
const OKX = ['--exchange', 'okx'];
const LAST_DAYS = new Date(Date.now() - 3 * DAY).toISOString();

/** Command lines that print each document, in the order in which they are run: a later one finds what an earlier one left. */
const LINES: Readonly<Record<DocumentName, readonly (readonly string[])[]>> = {
  'data demo': [['data', 'demo', '--out', 'demo', '--days', '60']],
  'data import': [['data', 'import', 'demo/demo-BTCUSDT-1h.csv', '--source', 'demo']],
  'data resample': [
    ['data', 'resample', 'demo/BTCUSDT:1h', '--to', '4h'],
    ['data', 'resample', 'demo/BTCUSDT:1h', '--to', '1d', '--out', 'daily.csv'],
  ],
  'data fetch': [['data', 'fetch', 'BTCUSDT', ...OKX, '--from', LAST_DAYS]],
  'data list': [['data', 'list']],
  'data check': [['data', 'check', 'demo/demo-BTCUSDT-1h.csv', 'demo/BTCUSDT:4h']],
  'data pairs': [
    ['data', 'pairs'],
    ['data', 'pairs', ...OKX],
  ],
  'data exchanges': [['data', 'exchanges', '--all']],
  'data intervals': [['data', 'intervals', ...OKX]],
  'observations backfill': [['observations', 'backfill', '--source', 'stored', '--from', '2024-11-01']],
  'observations import': [['observations', 'import', 'demo/demo-BTCUSDT-funding.csv', '--format', 'funding']],
  'observations list': [['observations', 'list']],
  'observations sources': [['observations', 'sources']],
  'observations check': [['observations', 'check']],
  'snapshots build': [['snapshots', 'build', ...RANGE, '--every', '1d']],
  snapshot: [
    ['snapshot', '--demo'],
    ['snapshot', '--as-of', '2025-01-09T12:14Z'],
  ],
  cycle: [
    ['cycle', '--demo', '--model', 'baseline'],
    ['cycle', '--demo', '--model', 'llama3.2', '--earned'],
  ],
  demo: [['demo']],
  'cycle --assets': [['cycle', '--demo', '--assets', 'BTC,ETH,NOTHING-AT-ALL', '--model', 'baseline']],
  backtest: [
    ['backtest', ...BARS, '--strategy', 'sma-cross', '--bootstrap', '100'],
    ['backtest', ...BARS, ...ASKED, '--earned', '--calibrate', 'platt', '--news-cap', '0.5'],
  ],
  'backtest --repeat': [['backtest', '--repeat', 'ID']],
  lookahead: [['lookahead', ...BARS, '--strategy', 'sma-cross', '--cuts', '2']],
  'runs list': [['runs', 'list']],
  'runs show': [['runs', 'show', 'latest']],
  compare: [['compare', 'ID', 'OTHER']],
  trials: [['trials']],
  'runs prune': [['runs', 'prune', '--keep', '1', '--dry-run']],
  'runs delete': [['runs', 'delete', 'ID', '--yes']],
  evaluate: [['evaluate', ...BARS, '--model', 'baseline/momentum', '--every', '24']],
  'evaluate --register': [
    [
      'evaluate',
      ...BARS,
      '--register',
      '--hypothesis',
      'It beats climatology.',
      '--every',
      '12',
      '--model',
      'baseline',
    ],
  ],
  'evaluate --registered': [['evaluate', '--registered']],
  'evaluate --registered NUMBER': [['evaluate', ...BARS, '--registered', '1']],
  prompt: [['prompt', '--demo']],
  'prompt list': [['prompt', 'list']],
  'prompt show': [['prompt', 'show']],
  'prompt try': [
    ['prompt', 'try', ...BARS, '--dates', '2025-01-10'],
    ['prompt', 'try', ...BARS, '--dates', '2025-01-10', '--model', 'llama3.2'],
  ],
  'ledger list': [['ledger', 'list', '--limit', '2']],
  'ledger show': [['ledger', 'show', 'KEY']],
  'ledger stats': [['ledger', 'stats']],
  'ledger import': [['ledger', 'import', 'calls.jsonl']],
  'ledger prune': [['ledger', 'prune', '--model', 'ollama/llama3.2']],
  models: [['models'], ['models', '--probe', '--questions', '1']],
  'test-ollama': [['test-ollama', '--model', 'llama3.2']],
  size: [['size', '--regime', 'regime.json', '--side', 'long']],
  'strategy list': [['strategy', 'list']],
  'config show': [['config', 'show']],
  doctor: [['doctor', '--offline']],
  paper: [['paper', ...BARS, '--strategy', 'sma-cross', '--from', '2025-01-10']],
  'paper --league': [['paper', ...BARS, '--league', 'league.yaml', '--session', 'cup', '--from', '2025-01-12']],
  'sessions compare': [['sessions', 'compare', 'cup']],
  'sessions list': [['sessions', 'list']],
  'sessions show': [['sessions', 'show', 'paper']],
  status: [['status'], ['status', 'paper']],
  explain: [['explain', 'paper']],
  'journal verify': [['journal', 'verify', 'paper']],
  // It serves until it is interrupted: its own test reads what it prints.
  'replay-exchange': [],
  // It needs an exchange: test/e2e/live.test.ts reads what it prints.
  live: [],
};

/** Fields at the top that a document of the table may do without. */
const OPTIONAL: Readonly<Record<string, readonly string[]>> = { models: ['answers'] };

const NAMES = Object.keys(LINES) as DocumentName[];
const printed = new Map<DocumentName, unknown[]>();
let ollama: FakeOllama;
let okx: OkxServer;

beforeAll(async () => {
  const cwd = emptyDir();
  okx = await startOkxServer({ now: () => Date.now() });
  ollama = await startOllamaServer({
    models: [{ name: 'llama3.2', size: 2_000_000_000, contextLength: 8_192 }],
    parallel: 8,
    answers: () => JSON.stringify(regimeDocument({ prob_bull: 0.7, prob_bear: 0.3 })),
  });
  writeFileSync(join(cwd, 'regime.json'), JSON.stringify(regimeDocument({ prob_bull: 0.7, prob_bear: 0.3 })));
  writeFileSync(join(cwd, 'league.yaml'), 'members: [{ name: trend, strategy: sma-cross }]\n');
  const env = { OLLAMA_BASE_URL: ollama.url, EXCHANGE_BASE_URL: okx.url, LOG_LEVEL: 'silent' };
  const run = async (argv: readonly string[]): Promise<string> => {
    const { stdout, stderr } = await cli(argv, { cwd, env });
    expect(stdout, `${argv.join(' ')}: ${stderr}`).not.toBe('');
    return stdout;
  };
  const found = { ID: '', OTHER: '', KEY: '' };
  const fill = (word: string): string => (Object.hasOwn(found, word) ? found[word as keyof typeof found] : word);
  for (const name of NAMES) {
    if (name === 'ledger import') writeFileSync(join(cwd, 'calls.jsonl'), await run(['ledger', 'export']));
    for (const line of LINES[name]) {
      const document = JSON.parse(await run([...line.map(fill), '--json'])) as Record<string, unknown>;
      printed.set(name, [...(printed.get(name) ?? []), document]);
      if (name === 'backtest') Object.assign(found, { ID: document.run, OTHER: found.ID });
      if (name === 'ledger list') found.KEY = (document.calls as { key: string }[])[0]!.key;
    }
  }
}, 600_000);
afterAll(() => Promise.all([ollama.close(), okx.close()]));

describe.each(NAMES)('the document of %s', (name) => {
  const documents = (): Record<string, unknown>[] => (printed.get(name) ?? []) as Record<string, unknown>[];

  it('is as its schema says', () => {
    expect(LINES[name].map(documentOf)).toEqual(LINES[name].map(() => name));
    expect(documents().map((document) => documentFault(name, document))).toEqual(LINES[name].map(() => null));
  });

  it('is another where a field is missing, or one more is there', () => {
    for (const document of documents()) {
      const inner = Array.isArray(document) ? (document[0] as Record<string, unknown>) : document;
      const wrap = (changed: object): unknown => (Array.isArray(document) ? [changed] : changed);
      expect(documentFault(name, wrap({ ...inner, another_field: 1 }))).toContain('another_field');
      const tolerated = Object.keys(inner).filter((key) => {
        const rest = Object.fromEntries(Object.entries(inner).filter(([other]) => other !== key));
        return documentFault(name, wrap(rest)) === null;
      });
      expect(tolerated).toEqual((OPTIONAL[name] ?? []).filter((key) => key in inner));
    }
  });
});

/** Commands of the tree that take `--json`, by their words. */
function commandsWithJson(command: Command, words: readonly string[] = []): string[] {
  const own = command.options.some(({ long }) => long === '--json') ? [words.join(' ')] : [];
  return [...own, ...command.commands.flatMap((child) => commandsWithJson(child, [...words, child.name()]))];
}

it('every command with --json has a schema, and every schema a command', async () => {
  const { io } = ioOf();
  const program = await buildProgram(new Session(io), () => undefined);
  const commands = commandsWithJson(program);
  expect(commands.length).toBeGreaterThan(35);
  // It prints a line of JSON a record, not a document.
  const lines = 'journal show';
  expect(commands.filter((name) => !Object.hasOwn(DOCUMENTS, name))).toEqual([lines]);
  const named = Object.keys(DOCUMENTS).map((name) => name.replace(/ --.*$/, ''));
  expect([...new Set(named)].sort()).toEqual(commands.filter((name) => name !== lines).sort());
});
