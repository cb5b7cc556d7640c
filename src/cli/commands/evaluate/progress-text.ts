import type { EvaluateProgress } from '../../../app/evaluate/request.js';
import type { ProgressStep } from '../../../report/terminal/index.js';

/** How far an evaluation is: whom it asks, which of how many that is, and how far with that one. */
export function stepOf(progress: EvaluateProgress): ProgressStep {
  const { done, total } = progress;
  const share = total === 0 ? 1 : done / total;
  if (progress.phase !== 'ask') {
    const [name, unit] = progress.phase === 'snapshots' ? ['snapshots', 'moment'] : ['attribution', 'shift'];
    return { name, share, doing: `${unit} ${done} of ${total}` };
  }
  const failed = progress.failed === 0 ? '' : `, ${progress.failed} failed`;
  const { part, model } = progress;
  const name = part === undefined ? model : `${part.number} of ${part.of}: ${model}`;
  return { name, share, doing: `decision ${done} of ${total}${failed}` };
}
