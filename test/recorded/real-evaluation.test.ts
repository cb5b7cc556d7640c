import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluationSchema, type Evaluation } from '../../src/evaluation/evaluate/schema.js';
import { cli, emptyDir } from '../e2e/support/cli.js';
import { hasTestData, SKIP_REASON, testDataPath } from '../support/test-data.js';
import golden from './shipped-baselines.golden.json' with { type: 'json' };

const data = (name: string): string => testDataPath(`data/${name}`);

/** As a user would: every recorded file into the store, then one command. */
describe.skipIf(!hasTestData)(`the baselines on Bitcoin 2022–2024${hasTestData ? '' : ` (${SKIP_REASON})`}`, () => {
  it('are measured over 2,000 decisions with funding, chain, mood and news', { timeout: 180_000 }, async () => {
    const cwd = emptyDir();
    const run = async (...argv: string[]): Promise<string> => {
      const { code, stdout, stderr } = await cli(argv, { cwd });
      expect(code, stderr).toBe(0);
      return stdout;
    };
    const store = (file: string, ...more: string[]): Promise<string> =>
      run('observations', 'import', data(file), ...more);
    await store('onchain/coinmetrics-btc-daily-2009-2024.csv', '--format', 'coinmetrics');
    await store('onchain/fear-greed-daily.csv', '--format', 'fear-greed');
    const funding = ['--format', 'funding', '--symbol', 'BTCUSDT'];
    await store('funding/binance-BTCUSDT-8h-2020-2023-utc+3.csv', ...funding, '--utc-offset', '+3');
    await store('funding/binance-um-BTCUSDT-8h-2023-12_2025-11.csv', ...funding);
    const news = ['--format', 'news', '--separator', ';', '--date-format', 'D-M-YYYY'];
    await store('news/crypto-news-2021-10_2022-07.csv', ...news);

    const bars = data('bars/binance-spot-BTCUSDT-1h-2022-2024.csv');
    const options = ['--every', '12', '--model', 'baseline', '--samples', '200', '--shifts', '49'];
    const out = await run('evaluate', '--data', bars, '--observations', 'store', ...options);
    const folder = join(cwd, /Report: (\S+)\/report\.html/.exec(out)![1]!);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('Is the model worth listening to?');
    const evaluation = evaluationSchema.parse(JSON.parse(readFileSync(join(folder, 'evaluation.json'), 'utf8')));

    expect(evaluation.decisions.scored).toBeGreaterThanOrEqual(2_000);
    expect(evaluation.baselines).toHaveLength(8);
    for (const { id, headline, field_groups, answered } of evaluation.baselines) {
      expect(headline?.scores.sample.n, id).toBe(evaluation.decisions.scored);
      expect(answered, id).toBe(evaluation.decisions.n);
      expect(field_groups, `${id}: every decision had the same fields`).toHaveLength(1);
      const fields = field_groups[0]!.fields;
      expect(fields).toEqual(
        expect.arrayContaining(['market.funding_rate', 'onchain.mvrv', 'macro_context.fear_greed_index']),
      );
      expect(fields, 'exchange flows were revised later, so that this copy knows the future').not.toContain(
        'onchain.exchange_netflows_btc',
      );
      // Nobody beats always saying a half by much, and nobody who does not cheat.
      expect(headline?.scores.brier.score, id).toBeGreaterThan(0.24);
      expect(headline?.scores.brier.score, id).toBeLessThan(0.27);
    }
    const [asked] = evaluation.forecasters;
    const beside = evaluation.baselines.find(({ id }) => id === asked?.id);
    expect(asked?.headline, 'what is said of one does not depend on who stands beside it').toEqual(beside?.headline);
    expect(evaluation.fields_left_out, 'the headlines end in July 2022').toContainEqual({
      field: 'news',
      n: expect.any(Number),
    });
    expect(out).toContain('Do not trade this');
  });

  it(
    'are what the README says of them: none is skilled, one is worse than climatology',
    { timeout: 180_000 },
    async () => {
      const names = ['heuristic', 'momentum', 'logistic', 'hmm-2', 'hmm-3', 'hmm-4', 'constant'];
      const models = names.flatMap((name) => ['--model', `baseline/${name}`]);
      const bars = data('bars/binance-spot-BTCUSDT-1h-2022-2024.csv');
      const options = [...models, '--no-attribution', '--samples', '100', '--json'];
      const { code, stdout, stderr } = await cli(['evaluate', '--data', bars, ...options], { cwd: emptyDir() });
      expect(code, stderr).toBe(0);
      const { forecasters } = JSON.parse(stdout) as Evaluation;
      expect(forecasters.map(({ verdict }) => verdict.kind)).toEqual([
        'worse',
        ...names.slice(1).map(() => 'indistinguishable'),
      ]);
      const [worst, best] = forecasters.map(({ headline }) => headline!.scores);
      const stored = golden['shipped-baselines'].figures;
      expect(worst!.sample.n).toBe(stored['decisions, horizon in hours'][0]);
      const shown = [worst!, best!].map(({ brier: { skill, skill_interval: interval } }) =>
        [skill!, interval!.low, interval!.high].map((value) => Number(value.toFixed(2))),
      );
      expect(shown).toEqual([stored.heuristic, stored.momentum]);
    },
  );
});
