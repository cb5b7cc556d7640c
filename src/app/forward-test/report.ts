import type { ForwardReport } from '../../contract/forward-test.js';
import { RefusedError } from '../../core/errors.js';
import { given } from '../../core/given.js';
import { field } from '../../core/request-field.js';
import { climatologyModel } from '../../evaluation/baselines/climatology.js';
import { countReasons, UNSCORED_TEXT } from '../../evaluation/evaluate/rows.js';
import { reportForwardTest, type ForwardDecision } from '../../evaluation/forward-test/forward-test.js';
import { askForecaster } from '../evaluate/ask-forecaster.js';
import { candidatesOf, openCandidate, type Candidate } from '../evaluate/forecasters.js';
import { loadBook } from '../evaluate/load-book.js';
import type { EvaluateRequest } from '../evaluate/request.js';
import type { DecisionBook } from '../decisions/decision-book.js';
import { loadPrompt, promptsFolder } from '../prompts/load-prompt.js';
import type { Runtime } from '../runtime/runtime.js';
import { settingsNow, versionNow } from './frozen.js';
import type { Registered } from './registrations.js';
import { HOUR } from '../../core/time.js';
import { canonicalSha256 } from '../../infra/store/files/sha256.js';

export type ForwardReportRequest = Pick<
  EvaluateRequest,
  | 'data'
  | 'funding'
  | 'observations'
  | 'cwd'
  | 'replay'
  | 'concurrency'
  | 'budgetUsd'
  | 'seed'
  | 'signal'
  | 'onProgress'
>;

/**
 * Asks, or takes from the ledger, the registered decisions whose windows have closed, and scores them. Looking is free: the
 * interval holds however often and whenever it is looked at.
 * @throws RefusedError `forward-test.other-*` where what would answer is not what was registered
 */
export async function reportRegistered(
  { number, sha256, registration }: Registered,
  request: ForwardReportRequest,
  runtime: Runtime,
): Promise<ForwardReport> {
  const { model, prompt, settings, symbol, horizon_hours: horizonHours, step_hours: everyHours } = registration;
  const candidate = await frozenCandidate(registration, request, runtime);
  const loaded = await loadBook(
    { ...request, horizonHours, everyHours, fields: settings.fields, from: registration.registered_at + 1 },
    runtime,
  );
  const { bars } = loaded;
  if (bars.symbol !== symbol)
    throw changed('symbol', `it is about ${symbol}, and the bars are of ${bars.symbol}`, 'give the bars of its symbol');

  const isOpen = ({ label }: DecisionBook['decisions'][number]): boolean => !label.scored && label.reason === 'open';
  const pending = loaded.book.decisions.filter(isOpen);
  const book: DecisionBook = { ...loaded.book, decisions: loaded.book.decisions.filter((each) => !isOpen(each)) };
  const common = {
    book,
    baseAsset: symbol,
    horizonMs: horizonHours * HOUR,
    temperature: settings.temperature,
    ...given({ concurrency: request.concurrency }),
    acceptSilence: true,
    clock: runtime.clock,
    ...given({ signal: request.signal }),
  };
  const opened = await openCandidate(candidate, runtime, {
    replay: request.replay ?? false,
    budgetUsd: request.budgetUsd ?? null,
    training: { bars, history: book.history, seed: request.seed ?? 1 },
  });
  try {
    const { onProgress } = request;
    const regimes = await askForecaster(opened.model, {
      ...common,
      onProgress:
        onProgress === undefined ? undefined : (progress) => onProgress({ phase: 'ask', model: model.id, ...progress }),
    });
    const reference = await askForecaster(climatologyModel(book.history), common);
    const decisions = book.decisions.flatMap(({ decidedAt, maturesAt, fields, label }, i): ForwardDecision[] => {
      const { assessment, answeredBy, version } = regimes.outcomes[i]!;
      const climatology = reference.outcomes[i]!.assessment;
      if (!label.scored || assessment === null || answeredBy === null || climatology === null) return [];
      return [
        {
          decidedAt,
          maturesAt,
          label,
          probBull: assessment.prob_bull,
          climatology: climatology.prob_bull,
          model: { id: answeredBy, version: model.version === null ? null : version },
          prompt,
          settingsSha256: canonicalSha256({ ...settings, fields }),
          symbol,
          horizonHours,
        },
      ];
    });
    return {
      number,
      sha256,
      registration,
      result: reportForwardTest(registration, sha256, decisions),
      decisions_later: loaded.book.decisions.length,
      pending: { n: pending.length, next_matures_at: pending[0]?.maturesAt ?? null },
      unscored: countReasons(
        book.decisions.flatMap(({ label }) => (label.scored ? [] : [UNSCORED_TEXT[label.reason]])),
      ),
      failed: countReasons(regimes.outcomes.flatMap(({ failure }) => failure ?? [])),
      calls: regimes.totals.calls,
      cost_usd: model.version === null ? 0 : regimes.totals.cost_usd,
    };
  } finally {
    await opened.close();
  }
}

/** The registered model and prompt as they are now. @throws RefusedError where they are others */
async function frozenCandidate(
  { model, prompt, settings, settings_sha256 }: Registered['registration'],
  { replay, signal }: ForwardReportRequest,
  runtime: Runtime,
): Promise<Candidate> {
  const candidates = await candidatesOf([nameOf(model.id)], [prompt?.id ?? runtime.config.llm.prompt], runtime);
  const candidate = candidates[0]!;
  if (candidate.id !== model.id)
    throw changed('model', `${model.id} was registered, and this program has ${candidate.id}`, 'register the new one');
  const now = prompt === null ? null : await loadPrompt(prompt.id, promptsFolder(runtime));
  if (now?.sha256 !== prompt?.sha256) {
    throw changed(
      'prompt',
      `the prompt ${prompt?.id ?? ''} has the hash ${now?.sha256.slice(0, 12) ?? ''}, and ${prompt?.sha256.slice(0, 12) ?? ''} was registered`,
      'restore its file; a changed prompt needs a registration of its own',
    );
  }
  if (canonicalSha256(settingsNow(candidate, settings.fields, runtime)) !== settings_sha256) {
    throw changed(
      'settings',
      `what is sent with each question is not what was registered (${JSON.stringify({ temperature: settings.temperature, ...settings.sampling })})`,
      'set the settings of the language model back, or register again',
    );
  }
  if (replay === true) return candidate;
  const version = await versionNow(candidate, runtime, signal);
  if (version !== model.version) {
    throw changed(
      'model',
      `${model.id} is now ${version ?? 'of no version'}, and ${model.version ?? 'none'} was registered`,
      `use the registered build, score what is recorded with ${field('replay')}, or register the new one`,
    );
  }
  return candidate;
}

/** `baseline/hmm-2` of `baseline/hmm-2-1`: by name it is chosen, by id it answers. */
const nameOf = (id: string): string => (id.startsWith('baseline/') ? id.replace(/-\d+$/, '') : id);

const changed = (what: string, why: string, remedy: string): RefusedError =>
  new RefusedError(`forward-test.other-${what}`, `The registered test cannot go on: ${why}.`, { where: what, remedy });
