import type { RegimeModel } from '../../../core/ports/regime-model.js';
import { fittedOnGrid } from '../../refit-grid.js';
import { baselineModel } from '../baseline-model.js';
import { climatologyOpinion } from '../climatology.js';
import type { TrainingHistory } from '../../matured-history.js';
import { pastReturn } from './past-return.js';
import { fitPersistence, persistenceOf } from './persistence.js';
import { WEEK } from '../../../core/time.js';

/** The number changes with any change of the rule. */
export const MOMENTUM_ID = 'baseline/momentum-1';

/**
 * Lagged momentum: the next horizon takes the sign of the last one with the frequency with which moves of that size did so
 * in the matured past, which may as well be below one half. Counted anew each week, on a fixed grid. Where the snapshot has
 * no past return, climatology.
 */
export function momentumModel(history: TrainingHistory): RegimeModel {
  const fitAt = fittedOnGrid(WEEK, (moment) => fitPersistence(history.maturedBy(moment)));
  return baselineModel(MOMENTUM_ID, (snapshot, time) => {
    const past = pastReturn(snapshot);
    if (past === null) return climatologyOpinion(history, time, 'The snapshot has no past return; ');
    const fit = fitAt(time);
    const goesOn = persistenceOf(fit, past.sigmas);
    const size = past.sigmas === null ? 'of unknown usual size' : `${past.sigmas.toFixed(1)} standard deviations`;
    return {
      probBull: past.returnPct > 0 ? goesOn : 1 - goesOn,
      reason:
        `The return over ${past.hours} h is ${past.returnPct.toFixed(2)} % (${size}); by ${fit.count} past decisions ` +
        `such a move goes on with a probability of ${goesOn.toFixed(3)}.`,
    };
  });
}
