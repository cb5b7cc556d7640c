import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, emptyDir, filesUnder, type CliOptions } from './support/cli.js';
import { startWorld, type World } from './support/world.js';

const REGIME = JSON.stringify({ prob_bull: 0.7, prob_bear: 0.3, scores: {} });

/** One sentence: stderr without the line breaks of wrapping. */
const sentence = (stderr: string): string => stderr.trim().replace(/\n\s*/g, ' ');

async function refused(argv: readonly string[], options: CliOptions = {}): Promise<string> {
  const cwd = options.cwd ?? emptyDir();
  const before = filesUnder(cwd);
  const { code, stdout, stderr } = await cli(argv, { ...options, cwd });
  expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: '' });
  expect(filesUnder(cwd), 'nothing is written').toEqual(before);
  const text = sentence(stderr);
  expect(text, 'no stack trace').not.toMatch(/\bat .*\.[jt]s:\d+/);
  expect(text.startsWith('✖ '), text).toBe(true);
  return text;
}

const withFile = (name: string, text: string | Buffer): string => {
  const cwd = emptyDir();
  writeFileSync(join(cwd, name), text);
  return cwd;
};

describe('a wrong setting', () => {
  it.each([
    ['option', ['cycle', '--horizon-hours', '0'], {}, 'horizon_hours (option --horizon-hours) is "0"'],
    ['variable', ['cycle'], { HORIZON_HOURS: '0' }, 'horizon_hours (environment variable HORIZON_HOURS) is "0"'],
    ['snapshot', ['snapshot', '--horizon-hours', '0'], {}, 'horizon_hours (option --horizon-hours) is "0"'],
  ] as const)('horizon 0 as %s', async (_, argv, env, start) => {
    expect(await refused(argv, { env })).toBe(
      `✖ ${start}: it must be a number of hours above 0 and at most 8760, e.g. 24.`,
    );
  });

  it('horizon 0 in .env and in the settings file', async () => {
    expect(await refused(['cycle', '--save'], { cwd: withFile('.env', 'HORIZON_HOURS=0\n') })).toContain(
      'horizon_hours (HORIZON_HOURS in .env, line 1) is "0"',
    );
    expect(await refused(['cycle', '--save'], { cwd: withFile('llm-trading.yaml', 'horizon_hours: 0\n') })).toContain(
      'horizon_hours (llm-trading.yaml:1:16) is 0',
    );
  });

  it.each([[['cycle', '--k-max', '-1', '--save']], [['size', '--k-max', '-1', '--regime', '-']], [['demo']]])(
    'k_max −1: %j',
    async (argv) => {
      const env: Record<string, string> = argv[0] === 'demo' ? { K_MAX: '-1' } : {};
      expect(await refused(argv, { env, stdin: REGIME })).toMatch(
        /^✖ sizing\.k_max \((option --k-max|environment variable K_MAX)\) is "-1": it must be a number from 0 to 100, e\.g\. 2\.$/,
      );
    },
  );

  it('a base size that is not a number names the option it came with', async () => {
    expect(await refused(['cycle', '--base-size', 'much'])).toContain('(option --base-size) is "much"');
    expect(await refused(['cycle', '--base-long', '-0.1'])).toContain(
      'sizing.base_long_size (option --base-long) is "-0.1"',
    );
  });

  it.each([
    ['CRYPTOPANIC_API_KEY', ' 0123456789abcdef', 'has a space before or after the key'],
    ['NEWSAPI_KEY', '0123 456789abcdef', 'has a space inside the key'],
    ['OPENAI_API_KEY', '"0123456789abcdef"', 'has quotation marks around the key'],
  ])('%s pasted as %j', async (name, value, problem) => {
    const text = await refused(['cycle', '--real-data', '--save'], { env: { [name]: value } });
    expect(text).toContain(`(environment variable ${name}) ${problem}: paste the key alone`);
    expect(text).not.toContain('456789');
  });

  it('an unreadable .env', async () => {
    const cwd = emptyDir();
    mkdirSync(join(cwd, '.env'));
    expect(await refused(['cycle', '--save'], { cwd })).toBe(
      '✖ .env cannot be read (it is a folder): make it a file you may read (chmod u+r .env), or remove it.',
    );
    const utf16 = withFile('.env', Buffer.from('\ufeffK_MAX=1\n', 'utf16le'));
    expect(await refused(['demo'], { cwd: utf16 })).toBe(
      '✖ .env is not UTF-8 text: save it again with the encoding UTF-8.',
    );
  });

  it('a model of a provider without its key', async () => {
    expect(await refused(['cycle', '--model', 'openai/gpt-5', '--save'])).toBe(
      '✖ llm.openai.api_key is not set, and openai/gpt-5 needs it: set OPENAI_API_KEY in the environment or in .env.',
    );
  });
});

describe('an unknown symbol', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  it('that is not a pair', async () => {
    expect(await refused(['cycle', '--base-asset', 'NOSUCHCOINX'])).toBe(
      '✖ base_asset (option --base-asset) is "NOSUCHCOINX": it must be a pair against a USD currency, e.g. BTCUSDT or ETHUSDC.',
    );
  });

  it('that the demo does not have', async () => {
    const text = await refused(['cycle', '--base-asset', 'FOOUSDT', '--save']);
    expect(text).toContain('base_asset "FOOUSDT" has no demo data: the demo has BTCUSDT, ETHUSDT and SOLUSDT only');
  });

  it('that the exchange does not know', async () => {
    const text = await refused(['cycle', '--real-data', '--base-asset', 'FOOUSDT', '--save'], {
      env: { ...world.env, LOG_LEVEL: 'silent' },
    });
    expect(text).toContain(
      'base_asset "FOOUSDT" is not a symbol that Binance spot trades: set BASE_ASSET or --base-asset',
    );
  });
});

describe('a wrong regime', () => {
  it.each([
    ['{"prob_bull": 0.7,}', 'is not valid JSON at line 1, column 19: correct it there.'],
    ['{\n  "prob_bull": 0.7\n  "prob_bear": 0.3\n}', 'is not valid JSON at line 3, column 3: correct it there.'],
    ['{"prob_bull": 0.7', 'is not valid JSON at line 1'],
    ['', 'is empty: it must hold one JSON object.'],
    ['[{"prob_bull": 0.7}]', 'holds a list: it must hold one JSON object.'],
    ['"bull"', 'holds a string: it must hold one JSON object.'],
    ['null', 'holds a null: it must hold one JSON object.'],
  ])('%j', async (text, problem) => {
    expect(await refused(['size', '--regime', '-', '--json'], { stdin: text })).toContain(
      `✖ stdin (--regime -) ${problem}`,
    );
    expect(await refused(['size', '--regime', 'r.json'], { cwd: withFile('r.json', text) })).toContain(
      `✖ r.json (--regime) ${problem}`,
    );
  });

  it('in a file that is not there, or not named', async () => {
    expect(await refused(['size', '--regime', 'r.json'])).toBe('✖ r.json (--regime) is not there: check the path.');
    expect(await refused(['size'])).toBe('✖ --regime is missing: name a file with the regime as JSON, or - for stdin.');
  });
});

describe('a wrong snapshot or target', () => {
  it('a snapshot with a field of the wrong type', async () => {
    const good = await cli(['snapshot', '--json']);
    const bad = good.stdout.replace(/"spot_price": [\d.]+/, '"spot_price": "high"');
    const text = await refused(['cycle', '--snapshot', 's.json', '--save'], { cwd: withFile('s.json', bad) });
    expect(text).toContain('s.json (--snapshot) is not a market snapshot, market.spot_price:');
  });

  it('a result that could not be written is refused before any work', async () => {
    expect(await refused(['cycle', '--save', 'nowhere/c.json'])).toBe(
      '✖ nowhere/c.json (--save) cannot be written: there is no folder nowhere; create it or choose another.',
    );
    expect(await refused(['snapshot', '--out', '.'])).toContain('it is a folder; name a file inside it');
  });

  it('a settings file that is there is kept', async () => {
    const cwd = withFile('llm-trading.yaml', 'horizon_hours: 12\n');
    expect(await refused(['config', 'init'], { cwd })).toBe(
      '✖ llm-trading.yaml is already there and was left as it is: use --force to replace it.',
    );
    expect(readFileSync(join(cwd, 'llm-trading.yaml'), 'utf8')).toBe('horizon_hours: 12\n');
  });
});

describe('a wrong command line', () => {
  it.each([
    [['cylce'], "unknown command 'cylce' (Did you mean cycle?)"],
    [['cycle', '--real-dta'], "unknown option '--real-dta' (Did you mean --real-data?)"],
    [['cycle', '--real-data', '--demo'], "option '--real-data' cannot be used with option '--demo'"],
    [['cycle', '--snapshot', 's.json', '--base-asset', 'ETHUSDT'], "cannot be used with option '--base-asset <PAIR>'"],
    [['cycle', '--base-size', '0.1', '--base-long', '0.2'], "cannot be used with option '--base-long <SIZE>'"],
    [['size', '--regime', '-', '--side', 'up'], 'Allowed choices are long, short.'],
    [['cycle', 'now'], 'too many arguments'],
    [['completion', 'tcsh'], 'Allowed choices are bash, zsh, fish.'],
    [['config', 'shwo'], "unknown command 'shwo' (Did you mean show?)"],
  ])('%j', async (argv, problem) => {
    expect(await refused(argv)).toContain(problem);
  });
});
