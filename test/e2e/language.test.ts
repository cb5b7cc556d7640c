import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { cli, emptyDir } from './support/cli.js';

const RUSSIAN = { LLM_TRADING_LANG: 'ru', LOG_LEVEL: 'silent' };

/** Two English words side by side: a sentence that was forgotten. Names, commands and addresses are single words or quoted. */
const english = (text: string): string[] =>
  text.replace(/"[^"]*"/g, '').match(/(?<![-\w])[a-z]{2,} [a-z]{2,}(?![-\w])/g) ?? [];

/** What a command prints in Russian, and that it did. */
async function inRussian(argv: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await cli(argv, { env: RUSSIAN, cwd });
  expect(code, stderr).toBe(0);
  return stdout;
}

describe('LLM_TRADING_LANG=ru', () => {
  const cwd = emptyDir();
  const bars = 'demo/demo-BTCUSDT-1h.csv';
  beforeAll(async () => {
    await inRussian(['data', 'demo', '--days', '90', '--out', 'demo'], cwd);
  });

  it('tells a cycle in Russian: the sentence, the tables, the fields, the reasons of a rule', async () => {
    const { code, stdout, stderr } = await cli(['demo'], { env: RUSSIAN, cwd });
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('ближайшие 24 ч · 2025-01-15 12:00 UTC · демонстрационные данные (сгенерированы)');
    expect(stdout).toContain('РОСТ · рост 62 %, падение 38 % · уверенность средняя');
    expect(stdout).toContain('→ Держите лонг BTC на 1.66 % счёта ближайшие 24 ч;');
    expect(stdout).toContain('│ сторона │ базовый размер │ множитель k │ позиция │');
    expect(stdout).toContain('• Цена +10.1 % за 7 дней (рост 0.95)');
    expect(stdout).toMatch(/^ {2}цена {18}\$96,842\.17 {3}0с/m);
    // What newspapers wrote stays as they wrote it.
    expect(english(stdout.replace(/^Новости\n(?: .*\n)+/m, ''))).toEqual([]);
    expect(stderr).toMatch(/^\nДальше: "llm-trading doctor" проверит источники и модели/);
  });

  it('tells a backtest, its list and its comparison', async () => {
    const run = ['backtest', '--data', bars, '--strategy'];
    const summary = await inRussian([...run, 'sma-cross'], cwd);
    expect(summary).toMatch(
      /→ Всего [+-]\d+\.\d\d % \(«купить и держать» \+?-?\d+\.\d\d %\), в худшем случае потеряно/,
    );
    expect(summary).toMatch(/^│ общая доходность +│ +[+-]?\d/m);
    await inRussian([...run, 'buy-and-hold'], cwd);
    const list = await inRussian(['runs', 'list'], cwd);
    expect(list).toMatch(/^2 бэктеста; всего \d/m);
    const ids = [...list.matchAll(/\d{8}-\d{6}-\d{3}-[0-9a-f]{8}/g)].map(([id]) => id);
    const compared = await inRussian(['compare', ...ids, '--html', 'compared.html'], cwd);
    expect(compared).toContain('Чем отличаются');
    expect([...english(summary), ...english(list), ...english(compared)]).toEqual([]);
    const pages = ['compared.html', ...ids.map((id) => `user_data/runs/${id}/report.html`)];
    for (const page of pages.map((file) => readFileSync(join(cwd, file), 'utf8'))) {
      expect(page).toMatch(/<html lang="ru">[\s\S]*<h1>(?:Бэктест|Сравнение)/);
    }
  });

  it('tells a session and how it stands', async () => {
    await inRussian(['paper', '--demo'], cwd);
    const status = await inRussian(['status'], cwd);
    expect(status).toMatch(
      /^paper \(бумажная, llm-regime, окончена\)\n {2}счёт [\d,.]+ \(.+\) за 720 свечей до 2025-01-15/,
    );
    expect(english(status)).toEqual([]);
  });

  it('tells an evaluation, its verdict too', async () => {
    const asked = ['evaluate', '--data', bars, '--model', 'baseline/heuristic'];
    const { stdout: text, stderr } = await cli(asked, { env: RUSSIAN, cwd });
    expect(text).toMatch(/^→ (?:Пока не|Не) торгуйте по этому/m);
    expect(text).toMatch(/Решений \d+ \(независимых \d+\)/);
    expect(english(text)).toEqual([]);
    expect(stderr).toContain('Только статистические правила: языковую модель не спрашивают, это бесплатно.');
    const file = /^Отчёт: (.*)$/m.exec(text)![1]!;
    expect(readFileSync(join(cwd, file), 'utf8')).toMatch(/<html lang="ru">[\s\S]*<h1>Стоит ли слушать модель\?/);
  });

  it('leaves what programs read as it is', async () => {
    for (const argv of [
      ['cycle', '--demo', '--json'],
      ['strategy', 'list', '--json'],
      ['data', 'check', bars, '--json'],
      ['size', '--regime', '-', '--side', 'long', '--json'],
      ['config', 'env'],
    ]) {
      const options = { cwd, stdin: '{"prob_bull":0.7,"prob_bear":0.3}' };
      const plain = await cli(argv, { ...options, env: { LOG_LEVEL: 'silent' } });
      const russian = await cli(argv, { ...options, env: RUSSIAN });
      expect(plain.code, plain.stderr).toBe(0);
      expect(russian.stdout).toBe(plain.stdout);
    }
  });
});
