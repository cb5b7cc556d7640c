import type { LeagueResult } from '../../../contract/league.js';
import { messageOf } from '../../../core/errors.js';
import { buildMarketSnapshot, fieldSetOf } from '../../../core/market-snapshot/index.js';
import { HOUR } from '../../../core/time.js';
import { registrationSchema, type Registration } from '../../../evaluation/forward-test/registration.js';
import { canonicalSha256 } from '../../../infra/store/files/sha256.js';
import type { PreparedRun } from '../../backtest/prepare-run.js';
import { candidatesOf } from '../../evaluate/forecasters.js';
import { promptNow, settingsNow, versionNow } from '../../forward-test/frozen.js';
import { registrationsOf } from '../../forward-test/registrations.js';
import { BarHistory } from '../bar-history.js';
import type { LivePrices } from '../live-prices.js';
import type { OpenedSession } from '../open-session.js';
import { sessionObservations } from '../session-bars.js';

export interface RegisteredMember {
  readonly prepared: PreparedRun;
  readonly opened: Pick<OpenedSession, 'document'>;
}

/** Chance that the interval of a member's test is ever wrong. */
const ALPHA = 0.05;

/**
 * Registers each member that asks a model as a forward test, before its first question: what it says from then on is judged by
 * its registration and by nothing that was chosen later. Who is registered already stays as he is.
 * @param onRefused told of one that cannot be registered, such as a model whose weights may change under its name
 */
export async function registerMembers(
  members: readonly RegisteredMember[],
  live: Pick<LivePrices, 'history' | 'fundingUpTo'>,
  signal: AbortSignal,
  onRefused: (session: string, reason: string) => void,
): Promise<LeagueResult['registered']> {
  const registered: LeagueResult['registered'][number][] = [];
  for (const member of members) {
    const { prepared, opened } = member;
    const { name: session } = opened.document;
    if (prepared.strategy.decisionBars === null) continue;
    try {
      const store = registrationsOf(prepared.runtime);
      const hypothesis = hypothesisOf(member);
      const known = (await store.list()).find(({ registration }) => registration.hypothesis === hypothesis);
      const { number, sha256 } = known ?? (await store.add(await registrationOf(member, live, signal)));
      registered.push({ session, number, sha256 });
    } catch (error) {
      signal.throwIfAborted();
      onRefused(session, messageOf(error));
    }
  }
  return registered;
}

/** With the moment it was begun at: another session of the same name is another test. */
const hypothesisOf = ({ opened: { document } }: RegisteredMember): string =>
  `Session ${document.name}, begun ${document.created_at}, has skill against climatology.`;

async function registrationOf(
  { prepared, opened }: RegisteredMember,
  live: Pick<LivePrices, 'history' | 'fundingUpTo'>,
  signal: AbortSignal,
): Promise<Registration> {
  const { runtime, spec, strategy, market } = prepared;
  const { symbol, intervalMs } = market.data[0]!.bars;
  const horizonMs = strategy.decisionBars! * intervalMs;
  const { config } = runtime;
  const [candidate] = await candidatesOf([spec.opinions!.model], [config.llm.prompt], runtime);
  const known = new BarHistory(symbol, intervalMs);
  known.add(live.history.filter((bar) => bar.symbol === symbol));
  const asOf = known.series().closeTime(known.series().length - 1);
  known.addFunding(await live.fundingUpTo(asOf, signal));
  // The fields that a question has now are those that it has later: bars and funding say them.
  const snapshot = buildMarketSnapshot(sessionObservations(prepared, known, asOf), {
    asOf,
    baseAsset: symbol,
    horizonHours: horizonMs / HOUR,
  });
  const settings = settingsNow(candidate!, fieldSetOf(snapshot), runtime);
  return registrationSchema.parse({
    schema_version: 1,
    model: { id: candidate!.id, version: await versionNow(candidate!, runtime, signal) },
    prompt: await promptNow(candidate!, runtime),
    settings,
    settings_sha256: canonicalSha256(settings),
    hypothesis: hypothesisOf({ prepared, opened }),
    metric: 'brier-difference-vs-climatology',
    symbol,
    horizon_hours: horizonMs / HOUR,
    step_hours: horizonMs / HOUR,
    registered_at: Math.floor(runtime.clock.now()),
    alpha: ALPHA,
  });
}
