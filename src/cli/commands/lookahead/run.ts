import { checkLookahead } from '../../../app/backtest/check-lookahead.js';
import { makeSpec } from '../../../app/backtest/make-spec.js';
import { InputError } from '../../../core/errors.js';
import { renderLookahead } from '../../../report/terminal/lookahead.js';
import { EXIT } from '../../exit-code.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { flagsOf } from '../../setting-options.js';
import { numberOf } from '../backtest/execution-options.js';
import { RUN_FLAGS, runControls, runWishes, type RunOptions } from '../backtest/options.js';
import { sayProgress } from '../../say-asking.js';

export interface LookaheadCommandOptions extends RunOptions {
  readonly cuts?: string;
  readonly json?: boolean;
  readonly config?: string;
}

const MOST_CUTS = 10_000;

/** @returns the exit code: 4 where a decision depends on the future, since such a strategy must not be believed */
export async function runLookaheadCommand(session: Session, options: LookaheadCommandOptions): Promise<number> {
  const runtime = runtimeFor(session, flagsOf({ ...options }, RUN_FLAGS), options.config);
  const cuts = numberOf(options.cuts, '--cuts', 'a whole number such as 24');
  if (cuts !== undefined && !(Number.isInteger(cuts) && cuts >= 1 && cuts <= MOST_CUTS)) {
    throw new InputError('input.number', `--cuts is ${cuts}: it must be a whole number from 1 to ${MOST_CUTS}.`, {
      where: '--cuts',
    });
  }
  const [wishes, controls] = [runWishes(options), runControls(options, session)];
  const report = await withProgress(session, 'reading', async (progress) =>
    checkLookahead(
      await makeSpec(wishes, controls.cwd, runtime),
      {
        ...controls,
        ...(cuts === undefined ? {} : { cuts }),
        onProgress: sayProgress(progress, session),
        onRerun: (done, total) =>
          progress.say({ name: 'looking ahead', share: done / total, doing: `rerun ${done} of ${total}` }),
      },
      runtime,
    ),
  );
  if (options.json === true) session.printJson(report);
  else session.print(renderLookahead(report, session.style));
  return report.clean ? EXIT.done : EXIT.refused;
}
