import { checkLookahead } from '../../../app/backtest/check-lookahead.js';
import { makeSpec } from '../../../app/backtest/make-spec.js';
import { renderLookahead } from '../../../report/terminal/lookahead.js';
import { EXIT } from '../../exit-code.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { LOOKAHEAD_OPTIONS, runControls, runWishes, type LookaheadGiven } from '../backtest/options.js';
import { sayProgress } from '../../say-asking.js';
import { settingsOf } from '../../options/option-table.js';

/** @returns the exit code: 4 where a decision depends on the future, since such a strategy must not be believed */
export async function runLookaheadCommand(session: Session, options: LookaheadGiven): Promise<number> {
  const runtime = runtimeFor(session, settingsOf(LOOKAHEAD_OPTIONS, options), options.config);
  const { cuts } = options;
  const [wishes, controls] = [runWishes(options), runControls(options, session)];
  const report = await withProgress(session, session.say('reading'), async (progress) =>
    checkLookahead(
      await makeSpec(wishes, controls.cwd, runtime),
      {
        ...controls,
        cuts,
        onProgress: sayProgress(progress, session),
        onRerun: (done, total) =>
          progress.say({
            name: session.say('looking ahead'),
            share: done / total,
            doing: session.say('rerun {done} of {total}', { done, total }),
          }),
      },
      runtime,
    ),
  );
  if (options.json === true) session.printJson(report);
  else session.print(renderLookahead(report, session.style));
  return report.clean ? EXIT.done : EXIT.refused;
}
