import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import { registrationSchema } from '../../evaluation/forward-test/registration.js';
import { candidatesOf } from '../evaluate/forecasters.js';
import { loadBook } from '../evaluate/load-book.js';
import type { EvaluateRequest } from '../evaluate/request.js';
import type { Runtime } from '../runtime/runtime.js';
import { promptNow, settingsNow, versionNow } from './frozen.js';
import { registrationsOf, type Registered } from './registrations.js';
import { isoMinute } from '../../core/time.js';
import { canonicalSha256 } from '../../infra/store/files/sha256.js';

export interface RegisterRequest extends Pick<
  EvaluateRequest,
  | 'data'
  | 'funding'
  | 'observations'
  | 'cwd'
  | 'horizonHours'
  | 'everyHours'
  | 'models'
  | 'prompts'
  | 'fields'
  | 'signal'
  | 'onProgress'
> {
  /** What is expected to be found, in words. */
  readonly hypothesis: string;
  /** Chance that the interval is ever wrong, (0, 1). */
  readonly alpha: number;
}

/** The fields of a registration are those that most of the latest decisions have: what sources deliver now. */
const RECENT_DECISIONS = 30;

/**
 * Freezes who answers, to which prompt, under which settings and about what, by hash. Nobody is asked anything; of the data only
 * their symbol and which fields they can fill are taken.
 * @throws InputError for what cannot be frozen: several models, an alias, an ensemble, a prompt whose day lies ahead
 */
export async function register(request: RegisterRequest, runtime: Runtime): Promise<Registered> {
  const { hypothesis, alpha, horizonHours, everyHours, signal } = request;
  if (hypothesis.trim() === '' || hypothesis.length > 2_000) {
    throw new InputError(
      'forward-test.hypothesis',
      `${field('hypothesis')} says in words what you expect to be found: 1 to 2,000 characters.`,
      { where: 'hypothesis' },
    );
  }
  if (!(alpha > 0 && alpha < 1)) {
    throw new InputError(
      'forward-test.alpha',
      `${field('alpha')} is ${alpha}: it must lie between 0 and 1, such as 0.05.`,
      {
        where: 'alpha',
      },
    );
  }
  const candidates = await candidatesOf(request.models, request.prompts ?? [runtime.config.llm.prompt], runtime);
  const [candidate] = candidates;
  if (candidate === undefined || candidates.length > 1) {
    throw new InputError(
      'forward-test.several',
      `A registration is about one model with one prompt, and these are ${candidates.length}: register each by itself.`,
      { where: 'models' },
    );
  }
  const prompt = await promptNow(candidate, runtime);
  const { bars, book } = await loadBook(request, runtime);
  const recent = book.decisions.slice(-RECENT_DECISIONS).map(({ fields }) => fields.join(','));
  const fields = mostFrequent(recent);
  if (fields === null) {
    throw new InputError(
      'evaluate.none',
      `The bars from ${isoMinute(bars.openTime[0]!)} to ${isoMinute(bars.closeTime(bars.length - 1))} UTC allow no decision yet, so that nobody can say which fields there will be: give at least 31 days and one step.`,
      { where: 'data' },
    );
  }
  const settings = settingsNow(candidate, fields.split(','), runtime);
  const registration = registrationSchema.parse({
    schema_version: 1,
    model: { id: candidate.id, version: await versionNow(candidate, runtime, signal) },
    prompt,
    settings,
    settings_sha256: canonicalSha256(settings),
    hypothesis,
    metric: 'brier-difference-vs-climatology',
    symbol: bars.symbol,
    horizon_hours: horizonHours,
    step_hours: everyHours,
    registered_at: runtime.clock.now(),
    alpha,
  });
  return registrationsOf(runtime).add(registration);
}

/** Of equally frequent ones the latest. */
function mostFrequent(texts: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return (
    [...counts].reduce<[string, number] | null>((best, one) => (one[1] >= (best?.[1] ?? 0) ? one : best), null)?.[0] ??
    null
  );
}
