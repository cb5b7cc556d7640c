import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, emptyDir, type CliOptions, type CliRun } from './support/cli.js';

const RUSSIAN = { LLM_TRADING_LANG: 'ru' };
const run = (argv: readonly string[], options: CliOptions = {}): Promise<CliRun> =>
  cli([...argv], { columns: 120, ...options, env: { ...RUSSIAN, ...options.env } });

describe('wrong input, told in Russian', () => {
  it.each([
    [['size'], '✖ Не хватает --regime: назовите файл с режимом в JSON или - для stdin.\n'],
    [
      ['cycle', '--demo', '--k-max', 'abc'],
      '✖ sizing.k_max (параметр --k-max): указано "abc"; нужно число от 0 до 100, например 2.\n',
    ],
    [
      ['backtest', '--data', 'x.csv', '--strategy', 'sma-cros'],
      '✖ Нет стратегии "sma-cros": выберите одну из buy-and-hold, sma-cross, rsi-mean-reversion, donchian-breakout,\n' +
        '  volatility-target, llm-regime, regime-scaled или файл. Может быть, "sma-cross"?\n',
    ],
    [
      ['backtest', '--data', 'x.csv', '--strategy', 'sma-cross', '--param', 'fast=abc'],
      '✖ Параметр стратегии sma-cross.fast: указано "abc", а нужно число.\n',
    ],
    [['data', 'import', '/nowhere/a.csv'], '✖ /nowhere/a.csv: такого файла нет; проверьте путь и права на него.\n'],
    [
      ['backtst'],
      "✖ неизвестная команда 'backtst'\n  (Может быть, backtest?)\n(llm-trading --help показывает, что есть)\n",
    ],
    [
      ['backtest', '--timeframe', '1h'],
      "✖ неизвестный параметр '--timeframe'\n  (Может быть, --timerange?)\n" +
        '  Здесь это --interval для "data", сохранённый ряд, например BTCUSDT:1h, для "backtest --data".\n' +
        '(llm-trading backtest --help показывает, что есть)\n',
    ],
    [
      ['cycle', '--demo', '--real-data'],
      "✖ нельзя указать вместе: параметр '--real-data' и параметр '--demo'\n(llm-trading cycle --help показывает, что есть)\n",
    ],
  ])('%j', async (argv, stderr) => {
    expect(await run(argv)).toEqual({ code: 2, stdout: '', stderr });
  });

  it('with the place in a file, and the reason inside the sentence', async () => {
    const cwd = emptyDir();
    const rows = [
      'time,open,high,low,close,volume',
      '2024-01-01T00:00:00Z,1,2,0.5,1,5',
      '2024-01-01T01:00:00Z,1,0.4,0.5,1,5',
    ];
    writeFileSync(join(cwd, 'bars.csv'), `${rows.join('\n')}\n`);
    const { code, stderr } = await run(['backtest', '--data', 'bars.csv', '--strategy', 'sma-cross'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /bars\.csv, строка 3, столбец "high": "0\.4", а ожидается максимум не меньше минимума 0\.5\.\n/,
    );
  });

  it('about a setting that is no language, in that of the locale', async () => {
    const env = { LLM_TRADING_LANG: 'fr', LANG: 'ru_RU.UTF-8' };
    expect((await run(['config', 'show'], { env })).stderr).toBe(
      '✖ language (переменная окружения LLM_TRADING_LANG): указано "fr"; нужно одно из значений: auto, en, ru.\n',
    );
  });

  it('in the language of the settings file that the line names', async () => {
    const cwd = emptyDir();
    writeFileSync(join(cwd, 'mine.yaml'), 'language: ru\nhorizon_hours: 0\n');
    const { stderr } = await cli(['cycle', '--demo', '--config', 'mine.yaml'], { cwd });
    expect(stderr).toMatch(/^✖ horizon_hours \(mine\.yaml:2:16\): указано 0, а нужно число \(часы\) больше 0/);
  });

  it('with a warning about a misspelt setting', async () => {
    const cwd = emptyDir();
    writeFileSync(join(cwd, '.env'), 'K_MAXX=3\n');
    const { code, stderr } = await run(['config', 'show', '--json'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toBe('▲ .env, строка 1: K_MAXX — не настройка и пропускается; может быть, K_MAX?\n');
  });
});

describe('what programs read', () => {
  it.each([
    ['doctor', '--offline', '--json'],
    ['config', 'show', '--json'],
    ['size', '--regime', '-', '--side', 'long', '--json'],
  ])('is the same in both languages: %j', async (...argv) => {
    const options = { stdin: '{"prob_bull": 0.6, "prob_bear": 0.4}', cwd: emptyDir() };
    // The one setting differs by name alone: from the environment both times.
    const [english, russian] = [
      await cli([...argv], { ...options, env: { LLM_TRADING_LANG: 'en' } }),
      await cli([...argv], { ...options, env: RUSSIAN }),
    ];
    expect(russian.stdout.replace('"value": "ru"', '"value": "en"')).toBe(english.stdout);
    expect(russian.stdout).not.toMatch(/[А-яё]/);
    expect(russian.code).toBe(english.code);
  });
});
