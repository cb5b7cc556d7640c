import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionStatusView } from '../../contract/session.js';
import type { JournalRecord } from '../../core/ports/journal.js';
import { opinionMultipliers, UNBOUNDED, type Multipliers } from '../../core/position-sizing/index.js';
import type { RegimeAssessment } from '../../core/regime/schema.js';
import { startOfDay } from '../../core/time.js';
import { isFolderLocked, JOURNAL_FILE } from '../../infra/store/journal/index.js';
import { readOrderRecord } from '../../live/broker/records.js';
import type { OrderRecord } from '../../live/session/order-record.js';
import { readRecord, type BookedRecord, type RecordOf } from '../../live/session/records.js';
import type { Runtime } from '../runtime/runtime.js';
import { haltReason, sessionNames, type SessionDocument } from './session-folder.js';
import { findSession, journalOf, rowOfRecords } from './session-rows.js';

type LlmConfig = Runtime['config']['llm'];

/** How many of the last faults are shown. */
const FAULTS = 3;

/** Looks at sessions again and again; a journal that has not grown is not read again. It locks and writes nothing. */
export class StatusLook {
  private readonly known = new Map<string, { readonly stamp: string; readonly view: SessionStatusView }>();

  constructor(
    private readonly userDataDir: string,
    private readonly llm: LlmConfig,
  ) {}

  /** @param name one session; undefined: all of them. @throws InputError where there is none of that name */
  async look(name?: string): Promise<SessionStatusView[]> {
    const names = name === undefined ? await sessionNames(this.userDataDir) : [name];
    return Promise.all(names.map((each) => this.one(each)));
  }

  private async one(name: string): Promise<SessionStatusView> {
    const { folder, document } = await findSession(this.userDataDir, name);
    const file = join(folder, JOURNAL_FILE);
    const stat = statSync(file, { throwIfNoEntry: false });
    const halted = haltReason(this.userDataDir, folder);
    const stamp = `${stat?.size} ${stat?.mtimeMs} ${halted}`;
    const before = this.known.get(name);
    const wasRunning = before?.view.status === 'running';
    // One that runs writes at its bars alone; whether it still does, its lock tells.
    if (before?.stamp === stamp && (await isFolderLocked(folder)) === wasRunning) return before.view;
    const { records, status } = await journalOf(file);
    const view = statusOf(document, records, {
      row: rowOfRecords(document, records, { status, halted }),
      llm: this.llm,
    });
    this.known.set(name, { stamp, view });
    return view;
  }
}

function statusOf(
  document: SessionDocument,
  records: readonly JournalRecord[],
  { row, llm }: { readonly row: ReturnType<typeof rowOfRecords>; readonly llm: LlmConfig },
): SessionStatusView {
  const tale = lastOf(records);
  const { spec, interval_ms: intervalMs } = document;
  const feed = row.status === 'running' ? row.feed : undefined;
  return {
    ...row,
    last_at: records.at(-1)?.at ?? null,
    symbols: symbolsOf(tale, row.stops),
    opinion: tale.opinion === null ? null : opinionOf(tale.opinion, spec),
    next_decision: feed === undefined ? null : feed.next_bar + intervalMs,
    model: spec.opinions === null ? null : modelOf(records, llm),
    last_faults: tale.faults.slice(-FAULTS).reverse(),
  };
}

/** The last word of a journal on each thing. */
interface LastWords {
  readonly prices: Map<string, number>;
  readonly wanted: Map<string, OrderRecord>;
  readonly sent: Map<string, OrderRecord | null>;
  readonly faults: { readonly at: number; readonly code: string; readonly reason: string }[];
  booked: BookedRecord | null;
  opinion: RecordOf<'opinion'> | null;
}

function lastOf(records: readonly JournalRecord[]): LastWords {
  const [wanted, sent] = [new Map(), new Map()] as [LastWords['wanted'], LastWords['sent']];
  const found: LastWords = {
    prices: new Map(),
    wanted,
    sent,
    faults: [],
    booked: null,
    opinion: null,
  };
  for (const record of records) {
    switch (record.kind) {
      case 'warm_up':
      case 'bars':
        for (const { symbol, close } of readRecord(record, record.kind).bars) found.prices.set(symbol, close);
        break;
      case 'decision':
        for (const order of readRecord(record, 'decision').orders) {
          const symbol = order.wanted?.symbol ?? order.sent?.symbol ?? order.symbol;
          if (order.wanted !== null) wanted.set(symbol, order.wanted);
          sent.set(symbol, order.sent);
        }
        break;
      case 'booked':
        found.booked = readRecord(record, 'booked');
        break;
      case 'opinion':
        found.opinion = readRecord(record, 'opinion');
        break;
      case 'fault': {
        const { code, reason } = readRecord(record, 'fault');
        found.faults.push({ at: record.at, code, reason });
        break;
      }
      case 'mismatch': {
        const { findings } = readOrderRecord(record, 'mismatch');
        found.faults.push({
          at: record.at,
          code: 'mismatch',
          reason: findings.map(({ message }) => message).join(' '),
        });
        break;
      }
    }
  }
  return found;
}

function symbolsOf(
  { prices, wanted, sent, booked }: LastWords,
  stops: SessionStatusView['stops'],
): SessionStatusView['symbols'] {
  return [...new Set([...Object.keys(booked?.positions ?? {}), ...prices.keys()])].map((symbol) => {
    const position = booked?.positions[symbol] ?? 0;
    const price = prices.get(symbol) ?? null;
    const order = sent.get(symbol);
    const rests = stops[symbol];
    return {
      symbol,
      price,
      position,
      exposure: booked === null || price === null ? null : (position * price) / booked.equity,
      wanted: signedSize(wanted.get(symbol)),
      sent: signedSize(order),
      stop: rests?.stop ?? null,
      trailing: rests?.trailing ?? null,
    };
  });
}

const numberOf = (value: OrderRecord['stop']): number | null =>
  value === undefined || !Number.isFinite(Number(value)) ? null : Number(value);

function signedSize(order: OrderRecord | null | undefined): number | null {
  if (order === undefined || order === null) return null;
  if (order.side === 'flat') return 0;
  const size = numberOf(order.size);
  return size === null ? null : order.side === 'long' ? size : -size;
}

function opinionOf(opinion: RecordOf<'opinion'>, spec: SessionDocument['spec']): SessionStatusView['opinion'] {
  const assessment = opinion.assessment as unknown as RegimeAssessment | null;
  const withoutNews = (opinion.withoutNews ?? null) as unknown as RegimeAssessment | null;
  const { k_max: most } = spec.params;
  const kMax = typeof most === 'number' ? most : null;
  const newsCap = spec.opinions?.news_cap ?? null;
  const k = (bounds: typeof UNBOUNDED): { long: number; short: number } => {
    const { kLong, kShort }: Multipliers = opinionMultipliers(assessment!, bounds, { kMax: kMax! });
    return { long: kLong, short: kShort };
  };
  return {
    decided_at: opinion.decidedAt,
    answered_by: opinion.answeredBy,
    failure: opinion.failure,
    prob_bull: assessment?.prob_bull ?? null,
    prob_bear: assessment?.prob_bear ?? null,
    k:
      assessment === null || kMax === null
        ? null
        : { asked: k(UNBOUNDED), after_news_cap: k({ ...UNBOUNDED, withoutNews, newsCap }) },
    k_max: kMax,
    news_cap: newsCap,
  };
}

function modelOf(records: readonly JournalRecord[], llm: LlmConfig): SessionStatusView['model'] {
  const opinions = records.flatMap((record) => (record.kind === 'opinion' ? [{ at: record.at, ...readRecord(record, 'opinion') }] : [])); // prettier-ignore
  const today = startOfDay(records.at(-1)?.at ?? 0);
  const costOf = (some: typeof opinions): number =>
    some.reduce((sum, { usage }) => sum + (usage?.replayed === true ? 0 : Number(usage?.cost_usd ?? 0)), 0);
  return {
    questions: opinions.length,
    failed: opinions.filter(({ failure }) => failure !== null).length,
    calls: opinions.reduce((sum, { usage }) => sum + Number(usage?.calls ?? 0), 0),
    cost_usd: costOf(opinions),
    cost_today_usd: costOf(opinions.filter(({ at }) => at >= today)),
    budget_per_run_usd: llm.budgetUsdPerRun,
    budget_per_day_usd: llm.budgetUsdPerDay,
  };
}
