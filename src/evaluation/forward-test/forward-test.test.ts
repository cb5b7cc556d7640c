import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/ports/random.js';
import { brierDifference } from './brier-difference.js';
import { forwardTestSchema, reportForwardTest, type ForwardDecision } from './forward-test.js';
import { MeanSequence } from './mean-sequence.js';
import { registrationSchema, type Registration } from './registration.js';

const HOUR = 3_600_000;
const registeredAt = Date.UTC(2026, 0, 1);
const registration: Registration = {
  schema_version: 1,
  model: { id: 'ollama/llama3.2', version: 'sha256:1' },
  prompt: { id: 'regime-2', sha256: 'a'.repeat(64) },
  settings: { temperature: 0, sampling: {}, fields: ['market.spot_price'] },
  settings_sha256: 'b'.repeat(64),
  hypothesis: 'It beats climatology.',
  metric: 'brier-difference-vs-climatology',
  symbol: 'BTCUSDT',
  horizon_hours: 24,
  step_hours: 4,
  registered_at: registeredAt,
  alpha: 0.05,
};
const hash = 'c'.repeat(64);

function decision(hours: number, more: Partial<ForwardDecision> = {}, outcome: 0 | 1 = 1): ForwardDecision {
  const decidedAt = registeredAt + hours * HOUR;
  return {
    decidedAt,
    maturesAt: decidedAt + 24 * HOUR,
    probBull: 0.7,
    climatology: 0.5,
    label: { outcome, horizonReturn: 0.01, shareAbove: outcome },
    model: { id: 'ollama/llama3.2', version: 'sha256:1' },
    prompt: { id: 'regime-2', sha256: 'a'.repeat(64) },
    settingsSha256: 'b'.repeat(64),
    symbol: 'BTCUSDT',
    horizonHours: 24,
    ...more,
  };
}

describe('a forward test', () => {
  it('counts only later decisions of exactly what was registered, and says what it left out', () => {
    const decisions = [
      decision(-1),
      decision(0),
      decision(1, { model: { id: 'ollama/llama3.2', version: 'sha256:2' } }),
      decision(1, { model: { id: 'ollama/other', version: 'sha256:1' } }),
      decision(1, { prompt: { id: 'regime-2', sha256: 'd'.repeat(64) } }),
      decision(1, { prompt: null }),
      decision(1, { settingsSha256: 'e'.repeat(64) }),
      decision(1, { symbol: 'ETHUSDT' }),
      decision(1, { horizonHours: 12 }),
      decision(4),
      decision(8),
      decision(27.9),
      decision(28),
    ];
    const report = reportForwardTest(registration, hash, decisions);
    expect(report).toMatchObject({
      registration_sha256: hash,
      decisions: 2,
      excluded: {
        'not-later': 2,
        'other-model': 2,
        'other-prompt': 2,
        'other-settings': 1,
        'other-symbol': 1,
        'other-horizon': 1,
        overlapping: 2,
      },
      verdict: 'undecided',
      last_matured_at: registeredAt + 52 * HOUR,
    });
    expect(report.brier_difference).toBeCloseTo(0.16, 12);
    expect(report.skill!.value).toBeCloseTo(0.64, 12);
    expect(forwardTestSchema.parse(report)).toEqual(report);
  });

  it('gives the bounds of the sequence over the decisions in order of time', () => {
    const random = seededRandom(3);
    const decisions = Array.from({ length: 300 }, (_, i) => {
      const probBull = 0.2 + 0.6 * random.next();
      return decision(1 + 24 * i, { probBull }, random.next() < probBull ? 1 : 0);
    });
    const sequence = new MeanSequence(0.05);
    for (const d of decisions) sequence.add(brierDifference(d.probBull, 0.5, d.label.outcome));
    const { mean, lower, upper } = sequence.bounds();
    const report = reportForwardTest(registration, hash, [...decisions].reverse());
    expect(report).toMatchObject({ decisions: 300, brier_difference: mean, lower, upper });
    expect(report.skill!.lower).toBeCloseTo(lower / 0.25, 12);
  });

  it('tells a skilled forecaster from one that is worse than climatology', () => {
    const made = (good: boolean) =>
      Array.from({ length: 400 }, (_, i) => decision(1 + 24 * i, {}, i % 10 < 8 === good ? 1 : 0));
    expect(reportForwardTest(registration, hash, made(true)).verdict).toBe('better');
    expect(reportForwardTest(registration, hash, made(false)).verdict).toBe('worse');
  });

  it('says nothing without decisions', () => {
    const report = reportForwardTest(registration, hash, []);
    expect(report).toMatchObject({
      decisions: 0,
      brier_difference: null,
      lower: -1,
      upper: 1,
      skill: null,
      verdict: 'undecided',
    });
  });
});

describe('a registration', () => {
  it('has nothing that was not asked for, and nothing out of range', () => {
    expect(registrationSchema.parse(registration)).toEqual(registration);
    for (const wrong of [
      { alpha: 0 },
      { alpha: 1 },
      { settings_sha256: 'B'.repeat(64) },
      { hypothesis: '' },
      { horizon_hours: 0 },
      { registered_at: 1.5 },
      { metric: 'sharpe' },
      { note: 'more' },
    ]) {
      expect(registrationSchema.safeParse({ ...registration, ...wrong }).success, JSON.stringify(wrong)).toBe(false);
    }
  });
});
