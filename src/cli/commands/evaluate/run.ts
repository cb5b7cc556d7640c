import { join, relative, resolve } from 'node:path';
import { expectedHeadlines } from '../../../app/evaluate/expected-headline.js';
import type { CostEstimate } from '../../../app/evaluate/estimate.js';
import { prepareEvaluation } from '../../../app/evaluate/prepare.js';
import type { EvaluateRequest } from '../../../app/evaluate/request.js';
import { runEvaluation } from '../../../app/evaluate/run-evaluation.js';
import { EVALUATION_FILES, evaluationsFolder, writeEvaluation } from '../../../app/evaluations/write-evaluation.js';
import { withRecordedPrompt } from '../../../app/ledger/recorded-prompt.js';
import { assertUsableFolder } from '../../../app/runtime/user-data.js';
import { InputError } from '../../../core/errors.js';
import { renderEvaluation } from '../../../report/terminal/evaluation.js';
import { asTyped } from '../../as-typed.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { flagsOfFields, settingsOf } from '../../options/option-table.js';
import { EVALUATE_OPTIONS, evaluateRequest, type EvaluateGiven } from './options.js';
import { sayEvaluation } from './say-evaluation.js';

export async function runEvaluateCommand(session: Session, options: EvaluateGiven): Promise<void> {
  assertOneTask(options);
  if (options.register === true || options.registered !== undefined) {
    const { runRegister, runForwardTest } = await import('./run-registered.js');
    return options.register === true ? runRegister(session, options) : runForwardTest(session, options);
  }
  const { cwd } = session.io;
  const given = runtimeFor(session, settingsOf(EVALUATE_OPTIONS, options), options.config);
  const runtime = options.replay === true ? await withRecordedPrompt(given) : given;
  const request = evaluateRequest(options, runtime, session);
  const root = options.out === undefined ? evaluationsFolder(runtime.config.userDataDir) : resolve(cwd, options.out);
  await assertUsableFolder(root);
  const written = await withProgress(session, session.say('reading'), async (progress) => {
    const following: EvaluateRequest = { ...request, onProgress: sayEvaluation(progress, session) };
    const prepared = await prepareEvaluation(following, runtime);
    sayEstimates(prepared.estimates, request, session);
    if (request.replay !== true)
      for (const sentence of expectedHeadlines(prepared)) session.note(asTyped(session.said(sentence)));
    const evaluation = await runEvaluation(prepared, runtime);
    progress.say(session.say('writing the report'));
    return writeEvaluation(evaluation, root, runtime.clock.now(), session.language);
  });
  if (options.json === true) session.printJson(written.evaluation);
  else {
    session.print(renderEvaluation(written.evaluation, session.style));
    const report = relative(cwd, join(written.folder, EVALUATION_FILES.report));
    session.print(`\n${session.say('Report: {command}', { command: report })}`);
  }
}

/** Registering, reporting and evaluating are three things: half of one with half of another would be done silently wrong. */
function assertOneTask({ register, registered, hypothesis, alpha }: EvaluateGiven): void {
  if (register === true && registered !== undefined) {
    throw new InputError(
      'input.options',
      '--register makes a registration and --registered reports on one: give one of them.',
      { where: 'register' },
    );
  }
  if (register === true) return;
  for (const [name, value] of Object.entries({ hypothesis, alpha })) {
    if (value === undefined) continue;
    throw new InputError('input.options', `${flagsOfFields(EVALUATE_OPTIONS).get(name)!} belongs to --register.`, {
      where: name,
    });
  }
}

/** Before anything is asked: what it may cost at most. */
function sayEstimates(estimates: readonly CostEstimate[], { replay }: EvaluateRequest, session: Session): void {
  if (replay === true) return;
  if (estimates.length === 0) {
    session.note(session.say('Statistical baselines alone: no language model is asked, and it costs nothing.'));
  }
  for (const { model, prompt, questions, usd } of estimates) {
    const cost =
      usd === null
        ? session.say('its price is not known')
        : usd === 0
          ? session.say('it costs nothing')
          : session.say('at most ${usd}', { usd: usd.toFixed(2) });
    session.note(
      session.say('{model} with {prompt}: up to {n} {n:question|questions}, {cost}; recorded answers cost nothing.', {
        model,
        prompt,
        n: questions,
        cost,
      }),
    );
  }
  const known = estimates.flatMap(({ usd }) => usd ?? []);
  if (estimates.length > 1 && known.length === estimates.length && known.some((usd) => usd > 0))
    session.note(session.say('Together at most ${usd}.', { usd: known.reduce((sum, usd) => sum + usd, 0).toFixed(2) }));
}
