import { describe, expect, it } from 'vitest';
import { sayIn } from '../report/language/say.js';
import { AskingPace, forecastSentence, paceText, type Asking } from './asking-pace.js';

const say = sayIn('en');

const asking = (done: number, more: Partial<Asking> = {}): Asking => ({
  done,
  total: 100,
  failed: 0,
  recorded: 0,
  cost_usd: 0,
  ...more,
});

describe('the pace of asking', () => {
  it('says nothing before the first answer, then what the rest takes at the speed of the answers so far', () => {
    const pace = new AskingPace();
    expect(pace.at('m', asking(0), 0)).toBeNull();
    expect(pace.at('m', asking(0), 50)).toBeNull();
    expect(pace.at('m', asking(1), 70)).toMatchObject({ secondsLeft: 99 * 70, refused: 0 });
    expect(pace.at('m', asking(2), 140)).toMatchObject({ secondsLeft: 98 * 70, perMinute: 60 / 70 });
  });

  it('forgets a slow start', () => {
    const pace = new AskingPace();
    pace.at('m', asking(0), 0);
    for (let done = 1; done <= 30; done++) pace.at('m', asking(done), 600 + 10 * done);
    expect(pace.at('m', asking(31), 910)?.secondsLeft).toBeCloseTo(69 * 10, 6);
  });

  it('does not take the speed of the record for that of the model', () => {
    const pace = new AskingPace();
    pace.at('m', asking(0), 0);
    for (let done = 1; done <= 50; done++)
      expect(pace.at('m', asking(done, { recorded: done }), done / 100)).toBeNull();
    expect(pace.at('m', asking(51, { recorded: 50 }), 60.5)).toMatchObject({ secondsLeft: 49 * 60, perMinute: 1 });
  });

  it('begins anew with the next model', () => {
    const pace = new AskingPace();
    pace.at('a', asking(0), 0);
    pace.at('a', asking(100), 1);
    expect(pace.at('b', asking(0), 2)).toBeNull();
    expect(pace.at('b', asking(1), 32)?.secondsLeft).toBe(99 * 30);
  });

  it('tells what the rest costs by what the answers cost, and what share was refused', () => {
    const pace = new AskingPace();
    pace.at('m', asking(0), 0);
    const state = asking(10, { failed: 2, recorded: 5, cost_usd: 0.5 });
    pace.at('m', asking(5, { recorded: 5 }), 1);
    const forecast = pace.at('m', state, 101)!;
    expect(forecast.usdLeft).toBeCloseTo(9, 9);
    expect(paceText(forecast, say)).toBe('3.0 a minute, 20 % refused, $9.00 more');
    expect(forecastSentence('openai/x', state, forecast, say)).toBe(
      'openai/x: 3.0 answers a minute, 2 of 10 (20 %) were refused. The other 90 will take about 30 min and cost about $9.00. Ctrl-C keeps what is answered.',
    );
    const unknown = { ...forecast, usdLeft: null };
    expect(paceText(unknown, say)).toBe('3.0 a minute, 20 % refused');
    expect(forecastSentence('m', state, unknown, say)).toContain('cost an amount that is not known');
    expect(forecastSentence('m', asking(10), { ...forecast, usdLeft: 0, refused: 0 }, say)).toContain(
      'a minute, none was refused. The other 90 will take about 30 min and cost nothing.',
    );
  });
});
