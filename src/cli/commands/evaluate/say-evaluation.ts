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
      asking(
        {
          name:
            part === undefined
              ? model
              : session.say('{n} of {total}: {model}', { n: part.number, total: part.of, model }),
          model,
        },
        step,
      );
      return;
    }
    const values = { done: String(done), total: String(total) };
    const isReading = step.phase === 'snapshots';
    progress.say({
      name: isReading ? session.say('snapshots') : session.say('attribution'),
      share: total === 0 ? 1 : done / total,
      doing: isReading
        ? session.say('moment {done} of {total}', values)
        : session.say('shift {done} of {total}', values),
    });
  };
}
