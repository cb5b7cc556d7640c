import { UnavailableError } from '../../../core/errors.js';
import { given } from '../../../core/given.js';
import { shellCommand } from '../../../core/shell-command.js';
import type { MarketSnapshot } from '../../../core/market-snapshot/schema.js';
import type { Clock } from '../../../core/ports/clock.js';
import type { RegimeDecision } from '../../../core/ports/regime-model.js';
import type { AnswerFormat, TextRequest, TextResponse } from '../../../core/ports/text-model.js';
import type { AnswerForm } from '../../../core/regime/answer-form.js';
import type { ParsedRegime } from '../../../core/regime/parse-regime-assessment.js';
import type { Logger } from '../../log/types.js';
import { compressSnapshot } from '../compressor.js';
import { abortReason } from '../deadline.js';
import { adviceOf } from '../advice.js';
import { IncompleteAnswerError, LlmError } from '../errors.js';
import { estimatePromptTokens } from '../estimate-tokens.js';
import type { FailureLog } from '../ledger/failure-log.js';
import type { FormatType, ProviderModel } from '../types.js';
import { completeAssessment } from '../../../core/regime-engine/complete-assessment.js';
import type { Allowance } from './limits.js';
import type { LadderCounters, Tally } from './tally.js';

export interface RegimePrompts {
  readonly system: () => string;
  readonly user: (snapshot: MarketSnapshot) => string;
  /** Which prompt this is; kept with every decision. */
  readonly identity?: string;
  /** The words an answer is asked for in: its schema, and how it is read. */
  readonly form: AnswerForm;
}

/** Everything one model needs to be asked about one snapshot. */
export interface Rung {
  readonly snapshot: MarketSnapshot;
  readonly model: ProviderModel;
  readonly clock: Clock;
  readonly log: Logger;
  readonly tally: Tally;
  readonly allowance: Allowance;
  readonly counters: LadderCounters;
  /** Grows with what happens on the way. */
  readonly warnings: string[];
  /** Formats that this model has refused so far; grows. */
  readonly refused: Set<FormatType>;
  readonly failures?: FailureLog | undefined;
  readonly prompts: RegimePrompts;
  readonly parse: (text: string) => ParsedRegime;
  readonly promptTokens: number;
  readonly signal: AbortSignal;
  readonly request: Omit<TextRequest, 'system' | 'user' | 'format'>;
  readonly onText?: ((delta: string) => void) | undefined;
}

/** A model answered twice and neither answer was a regime. */
export class RejectedAnswerError extends UnavailableError {
  override readonly name = 'RejectedAnswerError';
}

type Outcome =
  | { readonly ok: true; readonly response: TextResponse; readonly parsed: Extract<ParsedRegime, { ok: true }> }
  | {
      readonly ok: false;
      /** For the model, which is asked once more. */
      readonly reason: string;
      /** For the user: what happened, with its numbers; equal to the reason where an answer was read and refused. */
      readonly told: string;
      readonly remedy: string | null;
      readonly answer: string | null;
      /** The same question would be refused again: a safety filter took offence. */
      readonly isFinal: boolean;
    };

/** Asks, and where the answer is refused asks once more with the reason. @throws LlmError, RefusedError, RejectedAnswerError */
export async function askModel(rung: Rung): Promise<Pick<RegimeDecision, 'assessment' | 'model'>> {
  const { model, counters, warnings, prompts } = rung;
  const system = prompts.system();
  // What usually fits is measured once and then sent: writing it again would cost a replay a quarter of its time.
  let written = { of: rung.snapshot, text: prompts.user(rung.snapshot) };
  const userOf = (candidate: MarketSnapshot): string => {
    if (written.of !== candidate) written = { of: candidate, text: prompts.user(candidate) };
    return written.text;
  };
  const { snapshot, notes } = compressSnapshot(rung.snapshot, {
    budgetTokens: rung.promptTokens,
    tokensOf: (candidate) => estimatePromptTokens({ system, user: userOf(candidate) }),
  });
  warnings.push(...notes.map((note) => `${model.id}: ${note}`));
  const user = userOf(snapshot);

  let outcome = await ask(rung, { ...rung.request, system, user });
  if (!outcome.ok && outcome.isFinal)
    throw new RejectedAnswerError('llm.answer-refused', outcome.told, given({ remedy: outcome.remedy ?? undefined }));
  if (!outcome.ok) {
    warnings.push(`${model.id}: an answer was refused and asked for once more. ${outcome.told}`);
    outcome = await ask(rung, {
      ...rung.request,
      system,
      user: fitting(rung, system, user, outcome),
      repairAttempt: 1,
    });
    if (outcome.ok) counters.repaired += 1;
  }
  if (!outcome.ok)
    throw new RejectedAnswerError(
      'llm.answer-refused',
      `Two answers were refused, the second because: ${outcome.told}`,
      {
        remedy:
          outcome.remedy ??
          `Another model may answer in valid JSON; \`${shellCommand('models', { probe: true })}\` shows which keep to a schema.`,
      },
    );

  const { response, parsed } = outcome;
  const { assessment, corrections } = completeAssessment(parsed.assessment, rung.snapshot);
  const all = [...parsed.corrections, ...corrections];
  counters.corrected += all.length;
  warnings.push(...all.map((correction) => `${model.id}: ${correction}`));
  const { provider, model: name, modelVersion: version } = response;
  const { identity } = prompts;
  return {
    assessment,
    model: { id: `${provider}/${name}`, kind: 'llm', version, ...given({ prompt: identity }) },
  };
}

/** The repair prompt, without the refused answer where that would not fit. */
function fitting(
  rung: Rung,
  system: string,
  user: string,
  { reason, answer }: Extract<Outcome, { ok: false }>,
): string {
  const full = repairPrompt(user, reason, answer);
  return estimatePromptTokens({ system, user: full }) <= rung.promptTokens ? full : repairPrompt(user, reason, null);
}

async function ask(rung: Rung, request: Omit<TextRequest, 'format'>): Promise<Outcome> {
  const { counters } = rung;
  try {
    const response = await inBestFormat(rung, request);
    const parsed = rung.parse(response.text);
    if (parsed.ok) return { ok: true, response, parsed };
    counters.rejected += 1;
    const reason = parsed.error.message;
    return { ok: false, reason, told: reason, remedy: null, answer: response.text, isFinal: false };
  } catch (error) {
    if (!(error instanceof IncompleteAnswerError)) throw error;
    counters.rejected += 1;
    const isFinal = error.failureKind === 'safety-stop';
    const reason =
      error.response.finishReason === 'length'
        ? 'It was cut off because it was too long. Be brief.'
        : 'It ended before it was complete.';
    return { ok: false, reason, told: error.message, remedy: adviceOf(error) ?? null, answer: null, isFinal };
  }
}

/**
 * One call in the strictest format the model takes. What it has refused is not asked for again; where the ledger holds a
 * refusal of this very question, its time counts, so that a rerun and its replay take as long as the run they repeat.
 */
async function inBestFormat(rung: Rung, request: Omit<TextRequest, 'format'>): Promise<TextResponse> {
  const { model, counters, log, refused, tally, prompts } = rung;
  for (const [i, type] of model.formats.entries()) {
    const asked = { ...request, format: formatOf(type, prompts.form) };
    const isLast = i === model.formats.length - 1;
    if (!isLast && refused.has(type) && model.recordedOnly !== true) {
      const recorded = (await model.recordedRefusal?.(asked)) ?? null;
      if (recorded !== null) tally.failed(recorded.latencyMs ?? 0);
      continue;
    }
    try {
      return await call(rung, asked);
    } catch (error) {
      const missed = error instanceof LlmError && error.code === 'llm.replay-miss';
      const isRefusal = error instanceof LlmError && error.code === 'llm.format-unsupported';
      if (!(missed || isRefusal) || isLast) throw error;
      // A decision that knew of the refusal did not ask: its answer is recorded under another format.
      if (missed) continue;
      refused.add(type);
      counters.formatDowngrades += 1;
      log.info('llm.format-downgrade', {
        model: model.id,
        from: type,
        to: model.formats[i + 1],
        reason: error.message,
      });
    }
  }
  return call(rung, { ...request, format: { type: 'text' } });
}

function formatOf(type: FormatType, { schemaName, jsonSchema }: AnswerForm): AnswerFormat {
  if (type !== 'json-schema') return { type };
  return { type, name: schemaName, schema: jsonSchema };
}

async function call(rung: Rung, request: TextRequest): Promise<TextResponse> {
  const { model, clock, tally, allowance, counters, signal, onText } = rung;
  allowance.check(model, request);
  counters.calls += 1;
  const startedAt = clock.now();
  const done = (response: TextResponse): void => {
    tally.answered(response);
    allowance.spend(model, request, response);
  };
  try {
    if (signal.aborted) throw abortReason(signal);
    const response = await model.generate(request, { signal, onText });
    done(response);
    // A model of the caller's own may return what our providers throw.
    if (response.finishReason === 'stop') return response;
    throw new Cut(response, `${model.id} did not finish its answer (${response.finishReason}).`);
  } catch (error) {
    if (error instanceof Cut) throw error;
    if (error instanceof IncompleteAnswerError) done(error.response);
    else if (error instanceof LlmError) await countFailure(rung, request, error, clock.now() - startedAt);
    throw error;
  }
}

/** A refusal by the budget and a miss of the ledger are no calls: nothing was sent, and nothing waited for. */
async function countFailure(rung: Rung, request: TextRequest, error: LlmError, elapsedMs: number): Promise<void> {
  if (error.code === 'llm.replay-miss') return;
  rung.tally.failed(error.latencyMs ?? elapsedMs);
  // What has a time of its own comes from the ledger; what the user has broken off is no failure of the model.
  if (error.latencyMs === undefined && error.code !== 'llm.aborted')
    await rung.failures?.failed(rung.model, request, error, elapsedMs);
}

/** Already counted. */
class Cut extends IncompleteAnswerError {}

/** Characters of the refused answer that are shown again: enough for the whole of a usual one. */
const SHOWN = 2_000;

/** The user prompt with what was wrong with the first answer, and, where it was whole, the answer itself. */
function repairPrompt(user: string, reason: string, answer: string | null): string {
  const parts = [user, `# Correction\nYour previous answer was refused: ${reason}`];
  if (answer !== null && answer.trim() !== '') {
    const cut = answer.length > SHOWN ? `${answer.slice(0, SHOWN)}…` : answer;
    // As a JSON text: nothing in it can pass for a part of the prompt.
    parts.push(`The refused answer, as a JSON string: ${JSON.stringify(cut)}`);
  }
  parts.push('Answer again with one complete JSON object that mends this, and nothing else.');
  return parts.join('\n\n');
}
