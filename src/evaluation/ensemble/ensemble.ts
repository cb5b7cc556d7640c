import { InputError, LlmTradingError, messageOf, UnavailableError } from '../../core/errors.js';
import type { AssessOptions, ModelUsage, RegimeDecision, RegimeModel } from '../../core/ports/regime-model.js';
import { addUsage } from '../../core/regime-engine/usage.js';
import { equalWeights, requireWeights } from './pool.js';
import { poolAssessments, type MemberAnswer } from './pool-assessments.js';

export interface EnsembleMember {
  readonly model: RegimeModel;
  /** How often it is asked for one decision, a whole number ≥ 1; more than one needs a temperature above 0. */
  readonly samples: number;
}

export interface EnsembleSettings {
  readonly id: string;
  readonly members: readonly EnsembleMember[];
  /**
   * One for each member, ≥ 0; only their shares count. A function gives the weights of a decision's time (UTC ms), such as
   * those that `walkForwardWeights` fits. Default: equal.
   */
  readonly weights?: readonly number[] | ((decidedAt: number) => readonly number[]);
}

type Outcome = PromiseSettledResult<RegimeDecision>;

/**
 * Several models, and several samples of each, as one: all are asked at once and pooled in log-odds. A member without an answer
 * is left out with a warning; if some of its samples answered, those count. The assessment's `dispersion` is that of all samples.
 * Usage sums cost, tokens and calls of the answers; its latency is the longest, as they are asked side by side. What a failed
 * call cost is in the ledger alone.
 * @throws InputError for no members, two of one id, wrong samples or weights
 */
export function createEnsemble({ id, members, weights }: EnsembleSettings): RegimeModel {
  requireMembers(id, members);
  const weightsAt = typeof weights === 'function' ? weights : () => weights ?? equalWeights(members.length);
  if (typeof weights !== 'function') requireWeights(weightsAt(0), members.length);
  return {
    id,
    kind: 'ensemble',
    async assess(snapshot, options = {}) {
      requireTemperature(id, members, options);
      const shares = requireWeights(weightsAt(Date.parse(snapshot.timestamp_utc)), members.length);
      const asked = await Promise.all(
        members.map(({ model, samples }) =>
          Promise.allSettled(
            Array.from({ length: samples }, (_, sample) =>
              model.assess(snapshot, memberOptions(options, samples, sample)),
            ),
          ),
        ),
      );
      options.signal?.throwIfAborted();
      const warnings: string[] = [];
      const answers = members.flatMap(({ model }, i) => {
        const { decisions, said } = split(model.id, asked[i]!);
        warnings.push(...said);
        return decisions.length === 0 ? [] : [{ id: model.id, weight: shares[i]!, decisions }];
      });
      if (answers.length === 0) throw nobody(id, asked.flat());
      const total = answers.reduce((sum, { weight }) => sum + weight, 0);
      const shared = answers.map((answer): MemberAnswer => ({
        ...answer,
        weight: total > 0 ? answer.weight / total : 1 / answers.length,
      }));
      const decisions = shared.flatMap((answer) => answer.decisions);
      return {
        assessment: poolAssessments(shared, snapshot),
        model: { id, kind: 'ensemble', version: versionOf(shared) },
        usage: usageOf(decisions),
        warnings,
      };
    },
  };
}

/** Streaming is left out: the texts of several models at once are not text. */
function memberOptions(options: AssessOptions, samples: number, sample: number): AssessOptions {
  const { temperature, signal, variant, sampleIndex = 0 } = options;
  return {
    temperature,
    signal,
    variant,
    // An ensemble in an ensemble: no two samples share an index.
    sampleIndex: sampleIndex * samples + sample,
  };
}

function split(member: string, outcomes: readonly Outcome[]): { decisions: RegimeDecision[]; said: string[] } {
  const decisions = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  // Only a model that did not deliver is left out. Wrong input, a budget that refuses and a bug concern the whole question.
  const fatal = failures.find((error) => !(error instanceof LlmTradingError && error.kind === 'unavailable'));
  if (fatal !== undefined) throw fatal as Error;
  const first = failures.length === 0 ? [] : [failures[0]];
  const what = decisions.length === 0 ? 'left out' : `${failures.length} of ${outcomes.length} samples failed`;
  const said = first.map((error) => `${member}: ${what}: ${messageOf(error)}`);
  const relayed = decisions.flatMap(({ warnings }) => warnings.map((warning) => `${member}: ${warning}`));
  return { decisions, said: [...said, ...new Set(relayed)] };
}

const nobody = (id: string, outcomes: readonly Outcome[]): UnavailableError => {
  const reasons = outcomes.flatMap((o) => (o.status === 'rejected' ? [o.reason as unknown] : []));
  const last = messageOf(reasons[0]);
  return new UnavailableError(
    'ensemble.no-answer',
    `No member of ${id} gave a valid opinion; the first said: ${last}`,
    {
      where: id,
      remedy: 'check that the model servers answer (command doctor)',
      retryable: reasons.some((error) => error instanceof LlmTradingError && error.retryable),
      cause: reasons[0],
    },
  );
};

/** Versions of the members that answered; null where one of them has none. */
function versionOf(answers: readonly MemberAnswer[]): string | null {
  const versions = answers.map(({ id, decisions }) => {
    const own = new Set(decisions.map(({ model }) => model.version ?? (model.kind === 'baseline' ? 'fixed' : null)));
    return own.has(null) ? null : `${id}@${[...own].join(',')}`;
  });
  return versions.includes(null) ? null : versions.join(' + ');
}

function usageOf(decisions: readonly RegimeDecision[]): ModelUsage | null {
  const usages = decisions.flatMap(({ usage }) => (usage === null ? [] : [usage]));
  const sum = usages.reduce<ModelUsage | null>(addUsage, null);
  return sum === null ? null : { ...sum, latency_ms: Math.max(...usages.map(({ latency_ms }) => latency_ms)) };
}

function requireMembers(id: string, members: readonly EnsembleMember[]): void {
  const fail = (message: string, expected: string): never => {
    throw new InputError('ensemble.members', message, { where: 'members', expected });
  };
  if (members.length === 0) fail(`The ensemble ${id} has no members.`, 'at least one model');
  const ids = members.map(({ model }) => model.id);
  const twice = ids.find((name, i) => ids.indexOf(name) !== i);
  if (twice !== undefined)
    fail(`${twice} is twice in the ensemble ${id}.`, 'each model once, with `samples` to ask it more often');
  for (const { model, samples } of members) {
    if (!Number.isInteger(samples) || samples < 1 || samples > 100) {
      fail(`samples of ${model.id} is ${samples}.`, 'a whole number from 1 to 100');
    }
    if (samples > 1 && model.kind === 'baseline') {
      fail(
        `${model.id} is asked ${samples} times, but a baseline always answers the same.`,
        'samples: 1 for a baseline',
      );
    }
  }
}

function requireTemperature(id: string, members: readonly EnsembleMember[], { temperature = 0 }: AssessOptions): void {
  const sampled = members.find(({ samples }) => samples > 1);
  if (sampled === undefined || temperature > 0) return;
  throw new InputError(
    'ensemble.temperature',
    `${id} asks ${sampled.model.id} ${sampled.samples} times at temperature 0, which gives the same answer each time.`,
    { where: 'temperature', expected: 'a temperature above 0, or samples: 1', remedy: 'set llm.temperature' },
  );
}
