import type { BacktestSpec } from '../../../contract/backtest-spec.js';
import type { LeagueResult } from '../../../contract/league.js';
import type { PaperResult, SessionFeed } from '../../../contract/session.js';
import { InputError, messageOf } from '../../../core/errors.js';
import type { JournalRecord } from '../../../core/ports/journal.js';
import { field } from '../../../core/request-field.js';
import type { GuardLimits } from '../../../live/guard/limits.js';
import type { FeedFault } from '../../../live/runner/feed.js';
import { SharedFeed, type FeedMember } from '../../../live/runner/shared-feed.js';
import { readRecord, type StepOutcome } from '../../../live/session/records.js';
import type { OpenRunModel } from '../../backtest/open-run-model.js';
import { assertOpinionsFit, prepareRun, type PreparedRun } from '../../backtest/prepare-run.js';
import type { Runtime } from '../../runtime/runtime.js';
import { FaultNotes } from '../fault-notes.js';
import { isRehearsal, openLivePrices, type LivePrices } from '../live-prices.js';
import { assertUnchanged, openSession, type OpenedSession, type SessionSettings } from '../open-session.js';
import { assertSpeed, tradePaper, type OpenedPaper, type PaperStart } from '../paper.js';
import { liveBars, playedBars, playedFeed, type SessionBars } from '../session-bars.js';
import { isUnmeasured, openSessionMeasures } from '../session-measures.js';
import { refuseUnsupported } from '../session-spec.js';
import { takeUp } from '../take-up.js';
import { compareSessions } from './compare-sessions.js';
import { registerMembers } from './register-members.js';
import { SharedQuestions } from './shared-questions.js';

/** Several paper sessions on one clock: the same bars, asked for once, and each question asked once. */
export interface LeagueRequest {
  readonly name: string;
  /** Their bars, costs and limits are the same. */
  readonly members: readonly { readonly name: string; readonly spec: BacktestSpec }[];
  readonly limits: GuardLimits;
  /** As of a single session. */
  readonly prices: SessionFeed | null;
  readonly speed: number | null;
  readonly replay?: boolean | undefined;
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly onStart?: ((session: string, start: PaperStart) => void) | undefined;
  readonly onStep?: ((session: string, outcome: StepOutcome) => void) | undefined;
  /** Of the bars, which are those of all: told once. */
  readonly onFault?: ((fault: FeedFault) => void) | undefined;
  /** A member cannot be registered as a forward test; it trades all the same. */
  readonly onUnregistered?: ((session: string, reason: string) => void) | undefined;
  readonly onEnd?: ((result: PaperResult) => void) | undefined;
  /** A member cannot go on; the others do. */
  readonly onFailed?: ((session: string, reason: string) => void) | undefined;
}

interface Member {
  readonly settings: SessionSettings;
  readonly prepared: PreparedRun;
  readonly opened: OpenedSession;
  readonly place: FeedMember;
  readonly faults: FaultNotes;
}

/**
 * Trades all members until their bars end or somebody ends them, and compares them. Each has a session of its own, with folder,
 * lock, journal and account; one that fails does not stop the others, and goes on when the league is started again.
 * @throws InputError, RefusedError, UnavailableError naming what is wrong, before anything is traded
 */
export async function runLeague(request: LeagueRequest, runtime: Runtime): Promise<LeagueResult> {
  const { name, limits, prices, speed } = request;
  assertSpeed(speed);
  if (prices?.sources !== undefined) {
    throw new InputError(
      'league.sources',
      'Members of a league are judged by what their bars and funding say: sources are for a session of its own.',
      { where: 'sources', remedy: `leave ${field('sources')} out` },
    );
  }
  const sessions = request.members.map((member): SessionSettings => {
    const settings = { name: `${name}.${member.name}`, spec: member.spec, limits, prices };
    refuseUnsupported(settings);
    return settings;
  });
  for (const settings of sessions) await assertUnchanged(settings, null, runtime);
  const faults = sessions.map((_, index) => new FaultNotes(index === 0 ? request.onFault : undefined));
  const note = (fault: FeedFault): void => {
    for (const each of faults) each.note(fault);
  };
  const league = { sessions, faults, note };
  if (prices === null) return openAndTradeAll(request, league, runtime);
  const names = sessions.map((session) => session.name);
  return takeUp({ names, note, signal: request.signal }, runtime, (onBegin) =>
    openAndTradeAll(request, { ...league, onBegin }, runtime),
  );
}

interface LeagueOpening {
  readonly sessions: readonly SessionSettings[];
  /** One for each session. */
  readonly faults: readonly FaultNotes[];
  readonly note: (fault: FeedFault) => void;
  /** Called when nothing stands against trading any more. */
  readonly onBegin?: () => void;
}

/** Opens everything that the sessions need, trades them, and closes all of it. */
async function openAndTradeAll(
  request: LeagueRequest,
  { sessions, faults, note, onBegin }: LeagueOpening,
  runtime: Runtime,
): Promise<LeagueResult> {
  const { name, prices, speed, cwd, signal } = request;
  const [first, ...others] = sessions.map(({ spec }) => spec);
  const live =
    prices === null ? null : await openLivePrices({ prices, spec: first!, others, speed, note, cwd, signal }, runtime);
  const questions = new SharedQuestions();
  const members: Member[] = [];
  try {
    const runs = await preparedRuns(request, live, runtime);
    const source = live === null ? playedFeed(runs[0]!, speed) : live.feed;
    const feed = new SharedFeed(source, { members: sessions.length, inStep: live === null, signal });
    const { intervalMs } = runs[0]!.market.data[0]!.bars;
    for (const [index, settings] of sessions.entries()) {
      const opening = { ...settings, venue: null, intervalMs, now: () => runtime.clock.now() };
      const opened = await openSession(opening, runtime);
      members.push({ settings, prepared: runs[index]!, opened, place: feed.join(), faults: faults[index]! });
    }
    onBegin?.();
    const registered =
      live === null
        ? []
        : await registerMembers(members, live, signal, (session, reason) => request.onUnregistered?.(session, reason));
    const furthest = furthestOf(members);
    const ended: PaperResult[] = [];
    const failed: { session: string; reason: string }[] = [];
    await Promise.all(
      members.map(async (member) => {
        const session = member.settings.name;
        try {
          const model = await questions.model(member.prepared);
          const bars = barsOf(member, questions, { model, live, isFurthest: member === furthest });
          const isAhead = live !== null && !isRehearsal(runtime.config);
          const measures = await openSessionMeasures(model, member.prepared, { labels: bars.labels, isAhead });
          const unmeasured = isUnmeasured(model, member.prepared);
          const result = await traded(member, { bars, measures, unmeasured }, request);
          ended.push(result);
          request.onEnd?.(result);
        } catch (error) {
          const reason = messageOf(error);
          failed.push({ session, reason });
          request.onFailed?.(session, reason);
        } finally {
          member.place.leave();
        }
      }),
    );
    const names = sessions.map((settings) => settings.name);
    const inOrder = <T extends { readonly session: string }>(rows: readonly T[]): T[] =>
      rows.toSorted((a, b) => names.indexOf(a.session) - names.indexOf(b.session));
    const comparison = await compareSessions(runtime.config.userDataDir, names, cwd);
    return { league: name, ended: inOrder(ended), failed: inOrder(failed), registered, comparison };
  } finally {
    await questions.close();
    for (const { opened } of members) opened.journal.close();
    await live?.close();
  }
}

/** The runs of all members over one market, which is read once. */
async function preparedRuns(
  { members, cwd, signal, replay }: LeagueRequest,
  live: LivePrices | null,
  runtime: Runtime,
): Promise<PreparedRun[]> {
  const runs: PreparedRun[] = [];
  for (const { spec } of members) {
    const market = live?.market ?? runs[0]?.market;
    const prepared = await prepareRun(spec, { cwd, signal, replay }, runtime, market);
    assertOpinionsFit(prepared);
    runs.push(prepared);
  }
  return runs;
}

interface BarsFrom {
  readonly model: OpenRunModel | null;
  readonly live: LivePrices | null;
  readonly isFurthest: boolean;
}

function barsOf(
  { prepared, opened, place }: Member,
  questions: SharedQuestions,
  { model: from, live, isFurthest }: BarsFrom,
): SessionBars {
  const model = from?.model ?? null;
  // The feed is told of what was traded once, by whoever has seen most of it.
  const remember: LivePrices['feed']['remember'] = (seen) => (isFurthest ? live?.feed.remember(seen) : undefined);
  const bars =
    live === null
      ? playedBars(prepared, model, place, opened.journal)
      : liveBars({ ...live, feed: { ...place, remember } }, prepared, model, opened.journal);
  return { ...bars, ask: questions.once(prepared, bars.ask) };
}

const traded = (
  { settings, prepared, opened, faults }: Member,
  asked: Pick<OpenedPaper, 'bars' | 'measures' | 'unmeasured'>,
  request: LeagueRequest,
) =>
  tradePaper(
    {
      ...settings,
      signal: request.signal,
      onStart: (start) => request.onStart?.(settings.name, start),
      onStep: (outcome) => request.onStep?.(settings.name, outcome),
    },
    prepared,
    { ...opened, ...asked, faults },
  );

/** The member whose journal reaches furthest. */
const furthestOf = (members: readonly Member[]): Member | undefined =>
  members.reduce<Member | undefined>(
    (best, one) => (best !== undefined && reachOf(best) >= reachOf(one) ? best : one),
    undefined,
  );

const reachOf = ({ opened }: Member): number => {
  const last = opened.journal.records.findLast((record: JournalRecord) => record.kind === 'bars');
  return last === undefined ? -Infinity : readRecord(last, 'bars').time;
};
