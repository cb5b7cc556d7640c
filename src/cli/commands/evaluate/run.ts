import { join, relative, resolve } from 'node:path';
import { paramsOf } from '../../../app/backtest/choose-strategy.js';
import { chooseModel } from '../../../app/config/index.js';
import { parseMoment } from '../../../app/data/time-range.js';
import type { CostEstimate } from '../../../app/evaluate/estimate.js';
import type { EvaluateProgress, EvaluateRequest, FieldChoice } from '../../../app/evaluate/request.js';
import { prepareEvaluation } from '../../../app/evaluate/prepare.js';
import { runEvaluation } from '../../../app/evaluate/run-evaluation.js';
import { EVALUATION_FILES, evaluationsFolder, writeEvaluation } from '../../../app/evaluate/write-evaluation.js';
import type { Runtime } from '../../../app/runtime.js';
import { InputError } from '../../../core/errors.js';
import { progressText, renderEvaluation } from '../../../report/terminal/index.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { flagsOf } from '../../setting-options.js';
import { numberOf } from '../backtest/execution-options.js';

export interface EvaluateOptions {
  readonly data?: readonly string[];
  readonly funding?: readonly string[];
  readonly observations?: string;
  readonly model?: readonly string[];
  readonly prompt?: readonly string[];
  readonly ensembleWeights?: string;
  readonly from?: string;
  readonly to?: string;
  readonly horizon?: string;
  readonly every?: string;
  readonly fields?: FieldChoice;
  /** True without a number. */
  readonly probe?: string | true;
  readonly strategy?: string;
  readonly param?: readonly string[];
  readonly attribution?: boolean;
  readonly shifts?: string;
  readonly budget?: string;
  readonly settingsChosen?: string;
  readonly embargoDays?: string;
  readonly modelDates?: string;
  readonly samples?: string;
  readonly seed?: string;
  readonly concurrency?: string;
  readonly replay?: boolean;
  readonly out?: string;
  readonly json?: boolean;
  readonly config?: string;
}

const DEFAULT_PROBE = 100;
const DAY_MS = 86_400_000;

export async function runEvaluateCommand(session: Session, options: EvaluateOptions): Promise<void> {
  const { cwd } = session.io;
  const runtime = runtimeFor(session, flagsOf({ ...options }, ['llm.ensembleWeights']), options.config);
  const request = evaluateRequest(options, runtime, session);
  const written = await withProgress(session, 'reading', async ({ say }) => {
    const following: EvaluateRequest = { ...request, onProgress: (progress) => say(textOf(progress, session)) };
    const prepared = await prepareEvaluation(following, runtime);
    sayEstimates(prepared.estimates, request, session);
    const evaluation = await runEvaluation(prepared, runtime);
    say('writing the report');
    const root = options.out === undefined ? evaluationsFolder(runtime.config.userDataDir) : resolve(cwd, options.out);
    return writeEvaluation(evaluation, root, runtime.clock.now());
  });
  if (options.json === true) session.printJson(written.evaluation);
  else {
    session.print(renderEvaluation(written.evaluation, session.style));
    session.print(`\nReport: ${relative(cwd, join(written.folder, EVALUATION_FILES.report))}`);
  }
}

/** Before anything is asked: what it may cost at most. */
function sayEstimates(estimates: readonly CostEstimate[], { replay }: EvaluateRequest, session: Session): void {
  if (replay === true) return;
  for (const { model, prompt, questions, usd } of estimates) {
    const cost =
      usd === null ? 'its price is not known' : usd === 0 ? 'it costs nothing' : `at most $${usd.toFixed(2)}`;
    session.note(`${model} with ${prompt}: up to ${questions} questions, ${cost}; recorded answers cost nothing.`);
  }
}

function textOf(progress: EvaluateProgress, { errorStyle }: Session): string {
  const { done, total } = progress;
  const share = total === 0 ? 1 : done / total;
  if (progress.phase !== 'ask') {
    const [name, unit] = progress.phase === 'snapshots' ? ['snapshots', 'moment'] : ['attribution', 'shift'];
    return progressText(name!, share, `${unit!} ${done} of ${total}`, errorStyle);
  }
  const failed = progress.failed === 0 ? '' : `, ${progress.failed} failed`;
  return progressText(progress.model, share, `decision ${done} of ${total}${failed}`, errorStyle);
}

/** @throws InputError naming the option whose text is wrong */
function evaluateRequest(options: EvaluateOptions, runtime: Runtime, { io }: Session): EvaluateRequest {
  const { cwd, signal } = io;
  const optional = <K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> =>
    value === undefined ? {} : ({ [name]: value } as Record<K, V>);
  const moment = (text: string | undefined, option: string): number | undefined =>
    text === undefined ? undefined : parseMoment(text, option);
  const horizonHours =
    numberOf(options.horizon, '--horizon', 'a number of hours such as 24') ?? runtime.config.horizonHours;
  const embargoDays = numberOf(options.embargoDays, '--embargo-days', 'a number of days such as 30');
  const shifts = wholeOf(options.shifts, '--shifts', 1);
  const probe = options.probe === true ? DEFAULT_PROBE : wholeOf(options.probe, '--probe', 1);
  if (options.data === undefined) {
    throw new InputError(
      'input.missing',
      '--data is missing: name a file of bars or a stored series such as BTCUSDT:1h.',
      {
        where: '--data',
      },
    );
  }
  return {
    data: options.data,
    funding: options.funding ?? [],
    cwd,
    signal,
    horizonHours,
    everyHours: numberOf(options.every, '--every', 'a number of hours such as 24') ?? horizonHours,
    models: options.model ?? [configuredModel(runtime)],
    fields: options.fields ?? 'common',
    ...optional('observations', options.observations),
    ...optional('prompts', options.prompt),
    ...optional('from', moment(options.from, '--from')),
    ...optional('to', moment(options.to, '--to')),
    ...optional('replay', options.replay),
    ...optional('concurrency', wholeOf(options.concurrency, '--concurrency', 1)),
    ...optional('budgetUsd', numberOf(options.budget, '--budget', 'an amount in USD such as 5')),
    ...optional('settingsChosenAt', moment(options.settingsChosen, '--settings-chosen')),
    ...optional('embargoMs', embargoDays === undefined ? undefined : embargoDays * DAY_MS),
    ...optional('modelDates', options.modelDates),
    ...optional('samples', wholeOf(options.samples, '--samples', 100)),
    ...optional('seed', wholeOf(options.seed, '--seed', 0)),
    ...optional('probe', probe === undefined ? undefined : { decisions: probe }),
    ...(options.attribution === false
      ? {}
      : {
          attribution: {
            strategy: options.strategy ?? 'buy-and-hold',
            params: paramsOf(options.param ?? []),
            ...optional('shifts', shifts),
          },
        }),
  };
}

function configuredModel({ loaded }: Runtime): string {
  return chooseModel(loaded).id;
}

function wholeOf(text: string | undefined, option: string, least: number): number | undefined {
  const value = numberOf(text, option, 'a whole number');
  if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return value;
  throw new InputError('input.number', `${option} is ${value}: it must be a whole number from ${least} on.`, {
    where: option,
  });
}
