import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { InputError } from '../../core/errors.js';
import { loadConfig, type LoadedConfig, type LoadOptions } from './load.js';
import { describeOrigin } from './origin.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'llm-trading-config-'));
});

const write = (name: string, text: string | Buffer): void => writeFileSync(join(cwd, name), text);
const load = (env: LoadOptions['env'] = {}, options: Partial<LoadOptions> = {}): LoadedConfig =>
  loadConfig({ env, cwd, ...options });

function refusal(env: LoadOptions['env'] = {}, options: Partial<LoadOptions> = {}): string {
  try {
    load(env, options);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message;
  }
  throw new Error('it was accepted');
}

const originOf = (loaded: LoadedConfig, path: string): string =>
  describeOrigin(loaded.settings.find((setting) => setting.path === path)!.origin);

describe('precedence', () => {
  it('takes the option before the environment before .env before the file before the default', () => {
    const flags = { 'sizing.kMax': { name: '--k-max', value: '5' } };
    expect(load().config.sizing.kMax, 'default').toBe(2);
    write('llm-trading.yaml', 'sizing:\n  k_max: 3\n');
    expect(load().config.sizing.kMax, 'file').toBe(3);
    expect(originOf(load(), 'sizing.kMax')).toBe('llm-trading.yaml:2:10');
    write('.env', '# a remark\n\nexport K_MAX=3.5 # inline\n');
    expect(load().config.sizing.kMax, '.env').toBe(3.5);
    expect(originOf(load(), 'sizing.kMax')).toBe('K_MAX in .env, line 3');
    expect(load({ K_MAX: '4' }).config.sizing.kMax, 'environment').toBe(4);
    expect(load({ K_MAX: '4' }, { flags }).config.sizing.kMax, 'option').toBe(5);
    expect(originOf(load({}, { flags }), 'sizing.kMax')).toBe('option --k-max');
  });

  it('counts an empty variable as not set', () => {
    write('.env', 'K_MAX=\nBASE_LONG_SIZE=0.5\n');
    const { config, isSet } = load({ K_MAX: '', BASE_LONG_SIZE: '', NEWSAPI_KEY: '' });
    expect(config.sizing).toMatchObject({ kMax: 2, baseLongSize: 0.5 });
    expect(config.sources.newsapi.apiKey).toBeNull();
    expect([isSet('sizing.kMax'), isSet('sizing.baseLongSize')]).toEqual([false, true]);
  });

  it('reads another file only where it is named, and then it must be there', () => {
    write('other.yaml', 'horizon_hours: 12\n');
    expect(load({}, { file: 'other.yaml' }).config.horizonHours).toBe(12);
    expect(refusal({}, { file: 'nowhere.yaml' })).toBe('nowhere.yaml is not there: check the path after `config`.');
  });
});

describe('values', () => {
  it('normalises symbols, addresses and folders', () => {
    const { config } = load({
      BASE_ASSET: 'eth/usdc',
      OLLAMA_BASE_URL: 'http://gpu.local:11434/',
      USER_DATA_DIR: 'mine',
      LLM_KEEP_ALIVE: '-1',
      NEWS_CAP: 'off',
      NEWSAPI_KEY: 'abc123',
    });
    expect(config.baseAsset).toBe('ETHUSDC');
    expect(config.llm.ollama.baseUrl).toBe('http://gpu.local:11434');
    expect(config.userDataDir).toBe(join(cwd, 'mine'));
    expect(config.llm.keepAlive).toBe(-1);
    expect(config.sizing.newsCap).toBeNull();
    expect(config.sources.newsapi.apiKey).toBe('abc123');
  });

  it.each([
    ['HORIZON_HOURS', '0', 'horizon_hours', 'it must be a number of hours above 0 and at most 8760'],
    ['HORIZON_HOURS', '', null, ''],
    ['HORIZON_HOURS', 'soon', 'horizon_hours', 'it must be a number of hours above 0'],
    ['HORIZON_HOURS', 'Infinity', 'horizon_hours', 'it must be a number'],
    ['HORIZON_HOURS', '0x10', 'horizon_hours', 'it must be a number'],
    ['K_MAX', '-1', 'sizing.k_max', 'it must be a number from 0 to 100'],
    ['K_MAX', '1,5', 'sizing.k_max', 'it must be a number'],
    ['BASE_LONG_SIZE', 'NaN', 'sizing.base_long_size', 'it must be a number'],
    ['LLM_TEMPERATURE', '2.5', 'llm.temperature', 'from 0 to 2'],
    ['LLM_NUM_CTX', '4096.5', 'llm.num_ctx', 'a whole number of tokens'],
    ['LLM_KEEP_ALIVE', '5 minutes', 'llm.keep_alive', 'a duration such as'],
    ['LLM_ON_FAILURE', 'panic', 'llm.on_failure', 'one of hold, flat, baseline'],
    ['NEWS_CAP', 'none', 'sizing.news_cap', 'or "off"'],
    ['BASE_ASSET', 'NOSUCHCOINX', 'base_asset', 'a pair against a USD currency'],
    ['EXCHANGE', 'Kraken!', 'exchange', 'a ccxt exchange id'],
    ['BINANCE_BASE_URL', 'api.binance.com', 'sources.binance.base_url', 'starts with http:// or https://'],
    ['BINANCE_BASE_URL', 'ftp://x', 'sources.binance.base_url', 'starts with http:// or https://'],
    ['BINANCE_BASE_URL', '"https://x.org"', 'sources.binance.base_url', 'quotation marks'],
    ['BINANCE_BASE_URL', 'https://x.org/a b', 'sources.binance.base_url', 'contains a space'],
    ['BINANCE_BASE_URL', 'https://me:pw@x.org', 'sources.binance.base_url', 'user name or password'],
    ['CRYPTOPANIC_BASE_URL', 'https://x.org/?a=b', 'sources.cryptopanic.base_url', 'without "?"'],
  ])('%s=%j', (name, value, key, problem) => {
    if (key === null) {
      expect(() => load({ [name]: value })).not.toThrow();
      return;
    }
    const message = refusal({ [name]: value });
    expect(message.startsWith(`${key} (environment variable ${name}) is `), message).toBe(true);
    expect(message).toContain(problem);
  });

  it.each([
    [' sk-live-0123456789', 'has a space before or after the key'],
    ['sk-live-0123456789\n', 'has a space before or after the key'],
    ['sk-live 0123456789', 'has a space inside the key'],
    ['"sk-live-0123456789"', 'has quotation marks around the key'],
    ['“sk-live-0123456789”', 'has quotation marks around the key'],
    ['sk-live-\u200b0123456789', 'has an invisible or non-ASCII character'],
  ])('refuses the key %j without repeating it', (value, problem) => {
    const message = refusal({ NEWSAPI_KEY: value });
    expect(message).toContain('sources.newsapi.api_key (environment variable NEWSAPI_KEY)');
    expect(message).toContain(`${problem}: paste the key alone`);
    expect(message).not.toContain('live');
  });
});

describe('.env', () => {
  it('is refused where it cannot be read as UTF-8 text', () => {
    mkdirSync(join(cwd, '.env'));
    expect(refusal()).toBe(
      '.env cannot be read (it is a folder): make it a file you may read (chmod u+r .env), or remove it.',
    );
  });

  it.each([
    ['UTF-16', Buffer.from('\ufeffK_MAX=1\n', 'utf16le')],
    ['NUL bytes', Buffer.from('K_MAX=1\0\n')],
    ['Latin-1', Buffer.from('NAME=\xe4\n', 'latin1')],
  ])('is refused as %s', (_, bytes) => {
    write('.env', bytes);
    expect(refusal()).toBe('.env is not UTF-8 text: save it again with the encoding UTF-8.');
  });

  it('names the line of what is not an assignment or has no end', () => {
    write('.env', 'K_MAX=1\nHORIZON_HOURS 24\n');
    expect(refusal()).toContain('.env, line 2 is not NAME=value');
    write('.env', 'K_MAX=1\r\nNEWSAPI_KEY="abc\r\n');
    expect(refusal()).toContain('NEWSAPI_KEY in .env, line 2 has an opening quotation mark');
    write('.env', 'OTHER="two\nlines"\nK_MAX=-1\n');
    expect(refusal()).toContain('sizing.k_max (K_MAX in .env, line 3) is "-1"');
  });

  it('points out a misspelt name and leaves names of other programs alone', () => {
    write('.env', 'HORIZON_HOUR=48\nDATABASE_HOST=x\n');
    const { warnings, config } = load();
    expect(warnings).toEqual([
      '.env, line 1: HORIZON_HOUR is not a setting and is ignored; did you mean HORIZON_HOURS?',
    ]);
    expect(config.horizonHours).toBe(load({}, { cwd: tmpdir() }).config.horizonHours);
  });
});

describe('llm-trading.yaml', () => {
  it.each([
    ['horizon_hours: 0\n', 'horizon_hours (llm-trading.yaml:1:16) is 0: it must be a number of hours above 0'],
    ['sizing:\n  kmax: 2\n', '"sizing.kmax" (llm-trading.yaml:2:3) is not a setting: did you mean "sizing.k_max"?'],
    ['k_max: 2\n', '"k_max" (llm-trading.yaml:1:1) is not a setting: did you mean "sizing.k_max"?'],
    ['K_MAX: 2\n', 'did you mean "sizing.k_max"?'],
    ['zebra: 2\n', '"zebra" (llm-trading.yaml:1:1) is not a setting: remove it'],
    ['horizon_hours: 12\nsizing: [1\n', 'llm-trading.yaml:3:1 is not valid yaml'],
    ['horizon_hours: 1\nhorizon_hours: 2\n', 'llm-trading.yaml:2:1 is not valid yaml (Map keys must be unique)'],
    ['- horizon_hours\n', 'the file (llm-trading.yaml:1:1) must hold settings'],
    ['sizing: 3\n', 'sizing (llm-trading.yaml:1:9) must hold settings'],
    ['horizon_hours: [24]\n', 'horizon_hours (llm-trading.yaml:1:16) is a list'],
    ['llm:\n  openai:\n    api_key: sk-123\n', 'llm.openai.api_key (llm-trading.yaml:3:14) is a secret'],
  ])('%j', (text, problem) => {
    write('llm-trading.yaml', text);
    const message = refusal();
    expect(message).toContain(problem);
    expect(message).not.toContain('sk-123');
  });

  it('takes empty groups, empty values and anchors', () => {
    write('llm-trading.yaml', 'sizing:\n  base_long_size: &s 0.2\n  base_short_size: *s\n  k_max:\nllm:\n');
    expect(load().config.sizing).toMatchObject({ baseLongSize: 0.2, baseShortSize: 0.2, kMax: 2 });
  });
});

describe('model prices', () => {
  it('are a table by provider and model', () => {
    expect(load({ LLM_PRICES: 'azure/my-deployment=1.25:10, openai/*=0:0' }).config.llm.prices).toEqual({
      'azure/my-deployment': { inputPerMillion: 1.25, outputPerMillion: 10 },
      'openai/*': { inputPerMillion: 0, outputPerMillion: 0 },
    });
    expect(load({ LLM_PRICES: 'openai/m=1.25:10:0.125' }).config.llm.prices).toEqual({
      'openai/m': { inputPerMillion: 1.25, outputPerMillion: 10, cachedPerMillion: 0.125 },
    });
    expect(load().config.llm.prices).toBeNull();
  });

  it.each(['gpt-5=1:2', 'openai/gpt-5=1', 'openai/gpt-5=-1:2', 'openai/gpt-5=1:2;x', ','])('refuses %j', (text) => {
    expect(refusal({ LLM_PRICES: text })).toContain('llm.prices (environment variable LLM_PRICES)');
  });
});
