import { AskingPace, forecastSentence, paceText, type Asking } from './asking-pace.js';
import type { Progress } from './progress.js';
import type { Session } from './session.js';
import type { BacktestProgress } from '../app/backtest/controls.js';

/** A rest of less than this is waited for without being told of, s. */
const WORTH_TELLING_S = 30;
/** Answers after which the rest is told once: the first loads the model, and two may be luck. */
const FIRST_ANSWERS = 3;
/** A first answer that takes longer than this is told of at once, s. */
const SLOW_S = 60;

/** Who is asked: a name for the line, and whether it is a model that takes its time. */
export interface WhoIsAsked {
  readonly name: string;
  readonly model: string;
}

/**
 * Says how far the asking of a model is: its pace and the time left, the share refused and what the rest costs; after the first
 * answers once in a sentence, which stays.
 */
export function sayAsking(
  { say, tell }: Progress,
  session: Pick<Session, 'asked' | 'say'>,
): (who: WhoIsAsked, asking: Asking) => void {
  const pace = new AskingPace();
  const told = new Set<string>();
  return ({ name, model }, asking) => {
    const { done, total, failed, recorded } = asking;
    const isRule = model.startsWith('baseline');
    if (!isRule) session.asked = { done, total };
    const forecast = pace.at(name, asking, performance.now() / 1_000);
    const share = total === 0 ? 1 : done / total;
    const lost = failed === 0 ? '' : session.say(', {n} failed', { n: String(failed) });
    const waits = done === 0 ? session.say(', the first answer is awaited') : '';
    const where = session.say('decision {done} of {total}', { done: String(done), total: String(total) });
    const doing = `${where}${lost}${waits}`;
    if (forecast === null) {
      say({ name, share, doing, secondsLeft: null });
      return;
    }
    const { secondsLeft, perMinute } = forecast;
    say({ name, share, doing, secondsLeft, more: paceText(forecast, session.say) });
    const enough = done - recorded >= FIRST_ANSWERS || perMinute < 60 / SLOW_S;
    if (isRule || !enough || secondsLeft < WORTH_TELLING_S || told.has(name)) return;
    told.add(name);
    tell(forecastSentence(model, asking, forecast, session.say));
  };
}

/** How far a run is, as a bar: first the model's decisions, then the bars. */
export function sayProgress(progress: Progress, session: Session): (step: BacktestProgress) => void {
  const asking = sayAsking(progress, session);
  return (step) => {
    const { done, total } = step;
    if (step.phase === 'regime') asking({ name: step.model, model: step.model }, step);
    else {
      const doing = session.say('bar {done} of {total}', { done: String(done), total: String(total) });
      progress.say({ name: session.say('running^progress'), share: total === 0 ? 1 : done / total, doing });
    }
  };
}
