import type { EvaluateProgress } from '../../../app/evaluate/request.js';
import { progressText } from '../../../report/terminal/index.js';
import type { Session } from '../../session.js';

/** How far an evaluation is, on one line. */
export function textOf(progress: EvaluateProgress, { errorStyle }: Session): string {
  const { done, total } = progress;
  const share = total === 0 ? 1 : done / total;
  if (progress.phase !== 'ask') {
    const [name, unit] = progress.phase === 'snapshots' ? ['snapshots', 'moment'] : ['attribution', 'shift'];
    return progressText(name, share, `${unit} ${done} of ${total}`, errorStyle);
  }
  const failed = progress.failed === 0 ? '' : `, ${progress.failed} failed`;
  return progressText(progress.model, share, `decision ${done} of ${total}${failed}`, errorStyle);
}
