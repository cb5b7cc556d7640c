import { register } from '../../../app/forward-test/register.js';
import { findRegistration, registrationsOf } from '../../../app/forward-test/registrations.js';
import { reportRegistered } from '../../../app/forward-test/report.js';
import { InputError } from '../../../core/errors.js';
import { renderForwardTest, renderRegistered, renderRegistrations } from '../../../report/terminal/forward-test.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { flagsOfFields } from '../../options/option-table.js';
import { EVALUATE_OPTIONS, evaluateRequest, type EvaluateGiven } from './options.js';
import { sayEvaluation } from './say-evaluation.js';

const DEFAULT_ALPHA = 0.05;

export async function runRegister(session: Session, options: EvaluateGiven): Promise<void> {
  if (options.hypothesis === undefined) {
    throw new InputError('input.missing', '--hypothesis is missing: say in words what you expect to be found.', {
      where: 'hypothesis',
    });
  }
  assertNone(options, ['from', 'to', 'replay', 'probe', 'ablateNews', 'budgetUsd'], '--register asks nothing');
  const runtime = runtimeFor(session, {}, options.config);
  const request = {
    ...evaluateRequest(options, runtime, session),
    hypothesis: options.hypothesis,
    alpha: options.alpha ?? DEFAULT_ALPHA,
  };
  const registered = await withProgress(session, session.say('reading'), (progress) =>
    register({ ...request, onProgress: sayEvaluation(progress, session) }, runtime),
  );
  if (options.json === true) session.printJson(registered);
  else session.print(renderRegistered(registered, session.style));
}

export async function runForwardTest(session: Session, options: EvaluateGiven): Promise<void> {
  const { registered } = options;
  const runtime = runtimeFor(session, {}, options.config);
  if (registered === undefined || registered === true) {
    const all = await registrationsOf(runtime).list();
    if (options.json === true) session.printJson(all);
    else session.print(renderRegistrations(all, session.style));
    return;
  }
  assertNone(
    options,
    ['models', 'prompts', 'horizonHours', 'everyHours', 'fields', 'from', 'to', 'probe', 'ablateNews'],
    'a registration has fixed it',
  );
  const found = await findRegistration(registered, runtime);
  const request = evaluateRequest(options, runtime, session);
  const report = await withProgress(session, session.say('reading'), (progress) =>
    reportRegistered(found, { ...request, onProgress: sayEvaluation(progress, session) }, runtime),
  );
  if (options.json === true) session.printJson(report);
  else session.print(renderForwardTest(report, session.style));
}

function assertNone(options: EvaluateGiven, names: readonly (keyof EvaluateGiven)[], why: string): void {
  for (const name of names) {
    if (options[name] === undefined) continue;
    const flag = flagsOfFields(EVALUATE_OPTIONS).get(name)!;
    throw new InputError('input.options', `${flag} cannot be given here: ${why}.`, { where: name });
  }
}
