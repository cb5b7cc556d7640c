import { resolve } from 'node:path';
import { messageOf } from '../../core/errors.js';
import { SECOND } from '../../core/time.js';
import { silentLogger } from '../../infra/log/types.js';
import { NoticeQueue } from '../../infra/notify/notice-queue.js';
import { MetricRegistry } from '../../infra/telemetry/metrics.js';
import { serveMetrics } from '../../infra/telemetry/serve-metrics.js';
import { noticeChannels } from '../runtime/notify.js';
import type { Runtime } from '../runtime/runtime.js';
import { logObserver, sessionLogger } from './session-log.js';
import { countNotices, metricsObserver } from './session-metrics.js';
import { noticeObserver } from './session-notices.js';
import type { SessionObserver } from './session-observer.js';

export interface WatchingRequest {
  /** Default: the setting LOG_FILE; null and no setting: no log. */
  readonly logFile: string | null;
  /** Where metrics are served; null: nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  readonly cwd: string;
}

/** How sessions of this process are seen from outside. */
export interface Watching {
  /** Where metrics are served; null: nowhere. */
  readonly metricsUrl: string | null;
  /** @param inRealTime whether its bars close by the clock of this machine */
  observe(session: string, inRealTime: boolean): SessionObserver;
  /** Waits a moment for messages that are still to be sent. */
  close(): Promise<void>;
}

/** A process that is told to end has 5 s; messages get a part of it, ms. */
const LAST_MESSAGES_MS = 2 * SECOND;

/**
 * Opens the log, the messages and the metrics that were asked for.
 * @throws InputError for a setting or an option of them that is wrong: before a session begins
 */
export async function openWatching(
  { logFile, metrics: at, cwd }: WatchingRequest,
  runtime: Runtime,
): Promise<Watching> {
  const { clock, config } = runtime;
  const file = logFile ?? config.logFile;
  const log = file === null ? silentLogger : sessionLogger(resolve(cwd, file), runtime);
  const queues = noticeChannels(runtime).map((channel) => {
    const onFailure = (why: string): void => quietly(() => log.warn('notice.failed', { channel: channel.name, why }));
    return { name: channel.name, queue: new NoticeQueue({ channel, onFailure }) };
  });
  const metrics = new MetricRegistry();
  const refreshers: (() => void)[] = [];
  const text = (): string => {
    for (const refresh of refreshers) quietly(refresh);
    for (const { name, queue } of queues) countNotices(metrics, name, queue);
    return metrics.text();
  };
  const server = at === null ? null : await serveMetrics(text, at);
  return {
    metricsUrl: server?.url ?? null,
    observe(session, inRealTime) {
      const now = (): number => clock.now();
      const counted = metricsObserver(metrics, { session, userDataDir: config.userDataDir, now: inRealTime ? now : null }); // prettier-ignore
      refreshers.push(() => counted.refresh());
      const told = noticeObserver(queues.map(({ queue }) => queue), config.notify, { session, now }); // prettier-ignore
      return together([logObserver(log, session), told, counted]);
    },
    async close() {
      await Promise.all(queues.map(({ queue }) => queue.close(LAST_MESSAGES_MS)));
      for (const { name, queue } of queues)
        quietly(() => log.info('notice.counts', { channel: name, ...queue.counts }));
      await server?.close();
    },
  };
}

/** One observer of several; what one of them throws is no matter of the session, nor of the others. */
function together(observers: readonly SessionObserver[]): SessionObserver {
  const each = (tell: (observer: SessionObserver) => void): void => {
    for (const observer of observers) quietly(() => tell(observer));
  };
  return {
    started: (start) => each((observer) => observer.started(start)),
    stepped: (step) => each((observer) => observer.stepped(step)),
    troubled: (trouble) => each((observer) => observer.troubled(trouble)),
    ended: (end) => each((observer) => observer.ended(end)),
  };
}

/** A full disk under the log, say, must not end a session. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // The journal has all of it.
  }
}

/** Runs a session and tells its end, whichever way it comes. */
export async function watched<
  T extends { readonly end: { readonly code: string; readonly reason: string }; readonly equity: number },
>(observer: SessionObserver, run: () => Promise<T>): Promise<T> {
  try {
    const result = await run();
    observer.ended({ ...result.end, equity: result.equity });
    return result;
  } catch (error) {
    observer.ended({ code: 'error', reason: messageOf(error), equity: null });
    throw error;
  }
}
