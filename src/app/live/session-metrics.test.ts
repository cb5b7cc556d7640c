import { describe, expect, it } from 'vitest';
import { MetricRegistry } from '../../infra/telemetry/metrics.js';
import { metricsObserver } from './session-metrics.js';

describe('the metrics of a session', () => {
  it.each([
    [undefined, 'paper'],
    ['dry-run', 'dry-run'],
    ['demo', 'demo'],
    ['real', 'real'],
  ] as const)('say what it trades with: %s is %s', (mode, told) => {
    const metrics = new MetricRegistry();
    const observer = metricsObserver(metrics, { session: 'btc', userDataDir: '/nowhere', now: null });
    const venue = mode === undefined ? undefined : ({ market: 'usdm', mode, stop: 0.1 } as const);
    observer.started({ folder: '/nowhere/btc', goesOnAfter: 0, intervalMs: 60_000, venue });
    const infos = metrics
      .text()
      .split('\n')
      .filter((line) => line.startsWith('llm_trading_session_info{'));
    expect(infos).toEqual([`llm_trading_session_info{session="btc",mode="${told}"} 1`]);
  });
});
