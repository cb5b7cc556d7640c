import type { CycleDocument } from '../../../contract/cycle.js';
import { chooseModel, type ModelChoice } from '../../../app/config/index.js';
import { decideLive, type LiveRequest } from '../../../app/cycle/decide-live.js';
import { keepDecision } from '../../../app/cycle/keep-decision.js';
import { keepRealCycle } from '../../../app/cycle/kept-cycles.js';
import { withRecordedPrompt } from '../../../app/ledger/recorded-prompt.js';
import type { Runtime } from '../../../app/runtime/runtime.js';
import type { MarketSnapshot } from '../../../core/market-snapshot/index.js';
import { renderCycle } from '../../../report/terminal/cycle.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { takeSnapshot } from '../../snapshot-input.js';
import { cycleSettings, measuresOf, type CycleGiven } from './options.js';
import { assertSavable, saveCycle } from './save.js';
import { warn } from '../../warn.js';

/** Asks the model; on a terminal a spinner says who thinks, and how much it has said so far. */
function decide(
  session: Session,
  runtime: Runtime,
  snapshot: MarketSnapshot,
  choice: ModelChoice,
  request: Pick<LiveRequest, 'replay' | 'measure'>,
): Promise<CycleDocument> {
  const { signal } = session.io;
  if (choice.kind === 'baseline') return decideLive(runtime, snapshot, choice, { ...request, signal });
  session.asked = { done: 0, total: 1 };
  return withProgress(session, session.errorStyle.say('{model} is thinking', { model: choice.id }), ({ say }) => {
    let characters = 0;
    const onText = (delta: string): void => {
      characters += delta.length;
      say(
        session.errorStyle.say('{model} is answering ({characters} {characters:character|characters})', {
          model: choice.id,
          characters,
        }),
      );
    };
    return decideLive(runtime, snapshot, choice, { ...request, signal, onText });
  });
}

export async function runCycleCommand(session: Session, options: CycleGiven): Promise<void> {
  const given = runtimeFor(session, cycleSettings(options), options.config);
  const runtime = options.replay === true ? await withRecordedPrompt(given) : given;
  const choice = chooseModel(runtime.loaded, { replay: options.replay === true });
  const measure = measuresOf(options);
  await assertSavable(session, runtime, options.save);

  const snapshot = await takeSnapshot(options, runtime, session);
  const result = await decide(session, runtime, snapshot, choice, { replay: options.replay === true, measure });
  if (options.realData === true) {
    const warnings = [await keepDecision(runtime, result), await keepRealCycle(runtime, result)];
    warn(session, warnings.filter((each) => each !== null)); // prettier-ignore
  }
  if (options.json === true) session.printJson(result);
  else session.print(renderCycle(result, session.style));

  await saveCycle(session, runtime, { save: options.save, asset: snapshot.base_asset, document: result });
}
