import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ALL_SETTINGS } from './catalogue.js';
import { configJsonSchema } from './json-schema.js';
import { loadConfig } from './load.js';
import type { Config } from './settings.js';
import { shownSettings } from './show.js';
import { envTemplate, yamlTemplate } from './templates.js';

const emptyDir = (): string => mkdtempSync(join(tmpdir(), 'llm-trading-config-'));
/** Settings without a default show an example instead: they are left out. */
const defaulted = ({ sources, notify, server, ...rest }: Config) => ({
  ...rest,
  logFile: null,
  notify: { ...notify, telegram: { ...notify.telegram, chatId: null } },
  server: { ...server, allowedHosts: null, tokenFile: null },
  sources: { ...sources, exchangeBaseUrl: null, addresses: null },
});
const switchedOn = (text: string, pattern: RegExp): string => text.replace(pattern, '$1$2');

describe('.env.example', () => {
  it('is the generated text', () => {
    const file = new URL('../../../.env.example', import.meta.url);
    expect(readFileSync(file, 'utf8'), 'write it again with: npm run --silent cli -- config env > .env.example').toBe(
      envTemplate(),
    );
  });

  it('has every variable once, and loads as it is and switched on', () => {
    const text = envTemplate();
    for (const { setting } of ALL_SETTINGS) {
      expect(text.split(`\n# ${setting.env}=`).length - 1, setting.env).toBe(1);
    }
    const cwd = emptyDir();
    const plain = loadConfig({ env: {}, cwd }).config;
    writeFileSync(join(cwd, '.env'), text);
    expect(loadConfig({ env: {}, cwd }).config).toEqual(plain);
    writeFileSync(join(cwd, '.env'), switchedOn(text, /^()# ([A-Z_]+=)/gm));
    const { config, warnings } = loadConfig({ env: {}, cwd });
    expect(warnings).toEqual([]);
    expect(config.sizing).toEqual(plain.sizing);
    expect(defaulted(config).sources).toEqual(plain.sources);
  });

  it('names each variable of the specification', () => {
    const names = ALL_SETTINGS.map(({ setting }) => setting.env);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining([
        ...['BASE_ASSET', 'HORIZON_HOURS', 'BINANCE_BASE_URL', 'BINANCE_FAPI_URL', 'COINMETRICS_BASE_URL'],
        ...[
          'BLOCKCHAIN_COM_BASE_URL',
          'CRYPTOPANIC_API_KEY',
          'CRYPTOPANIC_BASE_URL',
          'NEWSAPI_KEY',
          'NEWSAPI_BASE_URL',
        ],
        ...['BASE_LONG_SIZE', 'BASE_SHORT_SIZE', 'K_MAX', 'OLLAMA_BASE_URL', 'OPENAI_BASE_URL', 'OPENAI_API_KEY'],
        ...['AZURE_OPENAI_ENDPOINT', 'AZURE_OPENAI_API_KEY', 'AZURE_OPENAI_API_VERSION', 'LLM_TIMEOUT_MS'],
      ]),
    );
  });
});

describe('the settings file', () => {
  it('as generated changes nothing, and switched on gives the defaults', () => {
    const cwd = emptyDir();
    const plain = loadConfig({ env: {}, cwd }).config;
    writeFileSync(join(cwd, 'llm-trading.yaml'), yamlTemplate());
    expect(loadConfig({ env: {}, cwd }).config).toEqual(plain);
    writeFileSync(join(cwd, 'llm-trading.yaml'), switchedOn(yamlTemplate(), /^( *)# ([a-z_]+: \S)/gm));
    const { config } = loadConfig({ env: {}, cwd });
    expect({ ...defaulted(config), llm: null }).toEqual({ ...plain, llm: null });
  });

  it('fits its own JSON Schema, which knows no secret and no unknown name', () => {
    const schema = z.fromJSONSchema(configJsonSchema());
    const on: unknown = parse(switchedOn(yamlTemplate(), /^( *)# ([a-z_]+: \S)/gm));
    expect(schema.safeParse(on).error?.issues).toBeUndefined();
    expect(schema.safeParse(parse(yamlTemplate())).success).toBe(true);
    expect(schema.safeParse({ horizon_hours: 0 }).success).toBe(false);
    expect(schema.safeParse({ sizing: { kmax: 1 } }).success).toBe(false);
    expect(JSON.stringify(configJsonSchema())).not.toMatch(/api_key"/);
  });
});

describe('config show', () => {
  it('tells where each value came from and hides secrets', () => {
    const loaded = loadConfig({ env: { NEWSAPI_KEY: 'canary-0123456789', K_MAX: '3' }, cwd: emptyDir() });
    const rows = shownSettings(loaded);
    expect(rows).toHaveLength(ALL_SETTINGS.length);
    expect(rows.find((row) => row.key === 'sizing.k_max')).toEqual({
      key: 'sizing.k_max',
      env: 'K_MAX',
      value: 3,
      origin: 'environment variable K_MAX',
    });
    expect(rows.find((row) => row.env === 'NEWSAPI_KEY')?.value).toBe('(set)');
    expect(rows.find((row) => row.env === 'OPENAI_API_KEY')?.value).toBeNull();
    expect(JSON.stringify(rows)).not.toContain('canary');
  });
});
