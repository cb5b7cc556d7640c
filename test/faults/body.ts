import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { HTML_PAGE } from './http.js';
import { keptHeaders, sendReply, type Exchange, type Fault, type FaultVariant, type HealthyReply } from './fault.js';
import { isXml, mapLeaves, mapRows, mapXmlRows, mapXmlTimes, Raw, writeJson, type LeafKind } from './payload.js';

const MiB = 1024 * 1024;

/** Answers with the healthy reply, its body changed. */
const changed =
  (change: (body: string, reply: HealthyReply) => string | Buffer, headers: Readonly<Record<string, string>> = {}) =>
  async (exchange: Exchange): Promise<void> => {
    const reply = await exchange.healthy();
    sendReply(exchange, reply.status, change(reply.body, reply), { ...keptHeaders(reply), ...headers });
  };

const one = (id: string, respond: NonNullable<FaultVariant['respond']>): Fault => ({
  id,
  group: 'body',
  variants: [{ name: '', respond }],
});
const many = (id: string, variants: Readonly<Record<string, NonNullable<FaultVariant['respond']>>>): Fault => ({
  id,
  group: 'body',
  variants: Object.entries(variants).map(([name, respond]) => ({ name, respond })),
});

/** Changes the leaves of JSON; of a feed, which holds no numbers, the times. */
const leaves = (change: (leaf: unknown, kind: LeafKind) => unknown) =>
  changed((body) =>
    isXml(body)
      ? mapXmlTimes(body, (time) => {
          const value = change(time, 'time');
          if (value instanceof Raw) return value.text;
          return typeof value === 'string' && value !== time ? value : value === null ? '' : 'no date';
        })
      : writeJson(mapLeaves(JSON.parse(body), change)),
  );

/** A number in the form it came in: bare as bare, in quotes as in quotes. */
const like = (leaf: unknown, text: string): unknown => (typeof leaf === 'string' ? text : new Raw(text));
const numbers = (text: string) => leaves((leaf, kind) => (kind === 'number' ? like(leaf, text) : leaf));

const truncated = (share: number) =>
  changed((body) => {
    const cut = Math.floor(body.length * share);
    return body.slice(0, Math.min(cut, body.trimEnd().length - 1));
  });

function withoutFirstNumber(rows: readonly unknown[]): unknown[] {
  return rows.map((row) => {
    if (Array.isArray(row)) return row.slice(0, 3);
    if (typeof row !== 'object' || row === null) return row;
    const [, second, ...rest] = Object.entries(row);
    return Object.fromEntries(second === undefined ? [] : rest);
  });
}

async function hugeBody({ response }: Exchange): Promise<void> {
  const chunk = Buffer.alloc(MiB, 'x');
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"a":"');
  for (let sent = 0; sent < 200 && !response.destroyed; sent += 1) {
    if (!response.write(chunk)) await drained(response);
  }
  response.end('"}');
}

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });

/** 400 MiB of spaces in 400 members of a gzip file: 408 kB, which a browser would unpack just so. */
let bombMember: Buffer | undefined;
async function gzipBomb(exchange: Exchange): Promise<void> {
  bombMember ??= gzipSync(Buffer.alloc(MiB, ' '), { level: 9 });
  const bomb = Buffer.concat(Array.from({ length: 400 }, () => bombMember!));
  sendReply(exchange, 200, bomb, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
}

export const BODY_FAULTS: readonly Fault[] = [
  one(
    'empty 200',
    changed(() => ''),
  ),
  one(
    'HTML 200',
    changed(() => HTML_PAGE, { 'content-type': 'text/html' }),
  ),
  many(
    'truncated JSON',
    Object.fromEntries([0.01, 0.25, 0.5, 0.9, 1].map((share) => [`at ${share * 100} %`, truncated(share)])),
  ),
  one(
    'wrong content type',
    changed((body) => body, { 'content-type': 'image/png' }),
  ),
  one(
    'wrong root type',
    changed((body) => {
      if (isXml(body)) return '<?xml version="1.0"?><opml><body/></opml>';
      const value: unknown = JSON.parse(body);
      return JSON.stringify(Array.isArray(value) ? { rows: value } : [value]);
    }),
  ),
  one(
    'missing field',
    changed((body) => {
      if (isXml(body)) return mapXmlRows(body, (rows) => rows.map((row) => row.replace(/<title[\s\S]*?<\/title>/, '')));
      const value: unknown = JSON.parse(body);
      const rows = mapRows(value, withoutFirstNumber);
      return JSON.stringify(rows === value || JSON.stringify(rows) === body ? withoutFirstNumber([value])[0] : rows);
    }),
  ),
  one(
    'string for number',
    leaves((leaf, kind) => (kind === 'number' ? 'abc' : leaf)),
  ),
  one(
    'null',
    leaves(() => null),
  ),
  many('NaN and Infinity', {
    NaN: numbers('NaN'),
    Infinity: numbers('Infinity'),
    '-Infinity': numbers('-Infinity'),
  }),
  one('1e309', numbers('1e309')),
  many('negative or zero', {
    negative: leaves((leaf, kind) => (kind === 'number' ? like(leaf, String(-Math.abs(Number(leaf)))) : leaf)),
    zero: numbers('0'),
  }),
  one('200 MB body', hugeBody),
  one('gzip bomb', gzipBomb),
  many('broken encoding', {
    gzip: changed((body) => gzipSync(body).subarray(0, -20), { 'content-encoding': 'gzip' }),
    'gzip that is none': changed((body) => body, { 'content-encoding': 'gzip' }),
    charset: changed((body) => Buffer.concat([Buffer.from(body.slice(0, 40)), Buffer.of(0xc3, 0x28, 0xff)])),
    BOM: changed((body) => `\ufeff${body}`),
  }),
];
