import type { BacktestProgress } from '../../../app/backtest/prepare-run.js';
import { progressText, type TerminalStyle } from '../../../report/terminal/index.js';

/** How far a run is, as a bar: first the model's decisions, then the bars. */
export const sayProgress =
  (say: (text: string) => void, style: TerminalStyle) =>
  (progress: BacktestProgress): void => {
    const { done, total } = progress;
    const share = total === 0 ? 1 : done / total;
    if (progress.phase === 'run') say(progressText('running', share, `bar ${done} of ${total}`, style));
    else {
      const failed = progress.failed === 0 ? '' : `, ${progress.failed} failed`;
      say(progressText(progress.model, share, `decision ${done} of ${total}${failed}`, style));
    }
  };
