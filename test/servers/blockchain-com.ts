import {
  DAY_MS,
  HTML_HEADERS,
  htmlPage,
  startDataServer,
  wobble,
  type DataServer,
  type DataServerOptions,
} from './data-server.js';
import type { SourceDouble } from '../support/source-doubles.js';

const CHARTS: Readonly<Record<string, { title: string; unit: string; base: number }>> = {
  'n-unique-addresses': { title: 'Unique Addresses Used', unit: 'Addresses', base: 520_000 },
  'n-transactions': { title: 'Confirmed Transactions Per Day', unit: 'Transactions', base: 390_000 },
  'hash-rate': { title: 'Hash Rate', unit: 'Hash Rate TH/s', base: 780_000_000 },
};

/** Blockchain.com `GET /charts/{name}`: seconds and numbers, every second day unless `sampled=false`. */
export function startBlockchainComServer(options: DataServerOptions = {}): Promise<DataServer> {
  return startDataServer(options, (url, _headers, now) => {
    const name = /^\/charts\/([a-z-]+)$/.exec(url.pathname)?.[1];
    const chart = name === undefined ? undefined : CHARTS[name];
    if (name === undefined) return { status: 404, body: htmlPage('Page Not Found'), headers: HTML_HEADERS };
    if (chart === undefined) {
      return {
        status: 404,
        body: { status: 'not-found', name: '', unit: '', period: '', description: '', values: [] },
      };
    }
    const days = /^(\d+)days$/.exec(url.searchParams.get('timespan') ?? '365days')?.[1];
    const sampled = url.searchParams.get('sampled') !== 'false';
    const today = Math.floor(now / DAY_MS);
    const values = [];
    for (let day = today - Number(days ?? 365); day <= today; day += sampled ? 2 : 1) {
      values.push({ x: day * 86_400, y: chart.base * (1 + 0.05 * wobble(name, day)) });
    }
    const { title, unit } = chart;
    return { status: 200, body: { status: 'ok', name: title, unit, period: 'day', description: `${title}.`, values } };
  });
}

export const sourceDouble: SourceDouble = {
  start: (now) => startBlockchainComServer({ now }),
  env: (url) => ({ BLOCKCHAIN_COM_BASE_URL: url }),
};
