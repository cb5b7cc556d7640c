import type { BacktestProgress } from '../../../app/backtest/prepare-run.js';
import type { Progress } from '../../progress.js';

/** How far a run is, as a bar: first the model's decisions, then the bars. */
export const sayProgress =
  (say: Progress['say']) =>
  (progress: BacktestProgress): void => {
    const { done, total } = progress;
    const share = total === 0 ? 1 : done / total;
    if (progress.phase === 'run') say({ name: 'running', share, doing: `bar ${done} of ${total}` });
    else {
      const failed = progress.failed === 0 ? '' : `, ${progress.failed} failed`;
      say({ name: progress.model, share, doing: `decision ${done} of ${total}${failed}` });
    }
  };
