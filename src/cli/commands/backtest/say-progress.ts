import type { BacktestProgress } from '../../../app/backtest/controls.js';
import type { Progress } from '../../progress.js';
import { sayAsking } from '../../say-asking.js';
import type { Session } from '../../session.js';

/** How far a run is, as a bar: first the model's decisions, then the bars. */
export function sayProgress(progress: Progress, session: Session): (step: BacktestProgress) => void {
  const asking = sayAsking(progress, session);
  return (step) => {
    const { done, total } = step;
    if (step.phase === 'regime') asking({ name: step.model, model: step.model }, step);
    else progress.say({ name: 'running', share: total === 0 ? 1 : done / total, doing: `bar ${done} of ${total}` });
  };
}
