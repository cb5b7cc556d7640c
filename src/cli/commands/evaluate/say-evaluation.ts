import type { EvaluateProgress } from '../../../app/evaluate/request.js';
import type { Progress } from '../../progress.js';
import { sayAsking } from '../../say-asking.js';
import type { Session } from '../../session.js';

/** How far an evaluation is: whom it asks, which of how many that is, and how far with that one. */
export function sayEvaluation(progress: Progress, session: Session): (step: EvaluateProgress) => void {
  const asking = sayAsking(progress, session);
  return (step) => {
    const { done, total } = step;
    if (step.phase === 'ask') {
      const { part, model } = step;
      asking({ name: part === undefined ? model : `${part.number} of ${part.of}: ${model}`, model }, step);
      return;
    }
    const [name, unit] = step.phase === 'snapshots' ? ['snapshots', 'moment'] : ['attribution', 'shift'];
    progress.say({ name, share: total === 0 ? 1 : done / total, doing: `${unit} ${done} of ${total}` });
  };
}
