import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sayIn } from '../report/language/say.js';
import type { ProgressStep } from '../report/terminal/progress.js';
import type { Asking } from './asking-pace.js';
import { sayAsking } from './say-asking.js';
import type { Session } from './session.js';

const asking = (done: number, more: Partial<Asking> = {}): Asking => ({
  done,
  total: 100,
  failed: 0,
  recorded: 0,
  cost_usd: 0,
  ...more,
});

function listened() {
  const said: (string | ProgressStep)[] = [];
  const told: string[] = [];
  const session: Pick<Session, 'asked' | 'say'> = { asked: null, say: sayIn('en') };
  const progress = { say: (step: string | ProgressStep) => said.push(step), tell: (text: string) => told.push(text) };
  return { said, told, session, say: sayAsking(progress, session) };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('what is said while a model is asked', () => {
  const rule = { name: '8 of 9: baseline/hmm-4', model: 'baseline/hmm-4' };
  const model = { name: '9 of 9: ollama/m', model: 'ollama/m' };

  it('awaits the first answer at 0 %, whoever was done before', () => {
    const { said, say, session } = listened();
    say(rule, asking(100));
    expect(session.asked, 'a rule keeps no answers').toBeNull();
    say(model, asking(0));
    const step = { name: model.name, share: 0, secondsLeft: null };
    expect(said.at(-1)).toEqual({ ...step, doing: 'decision 0 of 100, the first answer is awaited' });
    expect(session.asked).toEqual({ done: 0, total: 100 });
  });

  it('tells of the rest once, after three answers, where it is worth telling', () => {
    const { said, told, say } = listened();
    say(model, asking(0));
    for (let done = 1; done <= 5; done++) {
      vi.advanceTimersByTime(10_000);
      say(model, asking(done, { failed: 1 }));
      expect(told).toHaveLength(done < 3 ? 0 : 1);
    }
    expect(told[0]).toContain('The other 97 will take about 17 min');
    expect(said.at(-1)).toMatchObject({ secondsLeft: 950, more: '6.0 a minute, 20 % refused' });
    expect(said.at(-1)).toMatchObject({ doing: 'decision 5 of 100, 1 failed' });
  });

  it('tells of a slow model after its first answer, and of neither a rule nor a short rest', () => {
    const { told, say } = listened();
    say(model, asking(0));
    vi.advanceTimersByTime(70_000);
    say(model, asking(1));
    expect(told).toHaveLength(1);
    say(rule, asking(0));
    vi.advanceTimersByTime(70_000);
    say(rule, asking(1));
    say({ name: 'quick', model: 'openai/x' }, asking(0));
    for (let done = 1; done <= 10; done++) {
      vi.advanceTimersByTime(100);
      say({ name: 'quick', model: 'openai/x' }, asking(done));
    }
    expect(told).toHaveLength(1);
  });
});
