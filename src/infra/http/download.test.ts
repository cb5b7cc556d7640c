import type { RequestListener } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { listen } from '../../../test/servers/loopback.js';
import { systemClock } from '../../app/runtime/system.js';
import type { Ban, BanStore } from './bans.js';
import { createDownload, type DownloadSettings } from './download.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function serve(listener: RequestListener): Promise<string> {
  const { url, close } = await listen(async (request, response) => {
    listener(request, response);
  });
  closers.push(close);
  return url;
}

async function read(url: string, settings: Partial<DownloadSettings> = {}, signal?: AbortSignal): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const download = createDownload({ source: 'archive', clock: systemClock, ...settings });
  for await (const piece of download(url, signal)) pieces.push(piece);
  return Buffer.concat(pieces);
}

it('delivers a long body byte by byte as it was sent, asked for without compression', async () => {
  const body = Buffer.alloc(3_000_000, 'abcdefg');
  let encoding: string | undefined;
  const url = await serve((request, response) => {
    encoding = String(request.headers['accept-encoding']);
    response.end(body);
  });
  expect((await read(url)).equals(body)).toBe(true);
  expect(encoding).toBe('identity');
});

it('follows a redirect, and says the status of any other reply', async () => {
  const url = await serve((request, response) => {
    if (request.url === '/a') response.writeHead(302, { location: '/b' }).end();
    else if (request.url === '/b') response.end('here');
    else response.writeHead(404).end('<Error>NoSuchKey</Error>');
  });
  expect((await read(`${url}/a`)).toString()).toBe('here');
  await expect(read(`${url}/c`)).rejects.toMatchObject({ code: 'http.status.404', status: 404 });
});

it('a body that breaks off, stays silent or never ends is an error', async () => {
  const cut = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 10 });
    response.write('half', () => response.destroy());
  });
  await expect(read(cut)).rejects.toMatchObject({ code: 'http.body.broken', retryable: true });

  const silent = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 10 });
    response.write('half');
  });
  await expect(read(silent, { idleMs: 80 })).rejects.toMatchObject({
    code: 'http.deadline',
    message: expect.stringContaining('sent nothing for 80 ms'),
  });
  const mute = await serve(() => undefined);
  await expect(read(mute, { idleMs: 80 })).rejects.toMatchObject({ code: 'http.deadline' });

  const dripping = await serve((_, response) => {
    const timer = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(timer));
  });
  await expect(read(dripping, { deadlineMs: 200 })).rejects.toMatchObject({ code: 'http.deadline' });
  await expect(read(dripping, { maxBytes: 3 })).rejects.toMatchObject({ code: 'http.too-large' });
});

it('keeps a ban: after a 429 the host is not asked again before it said', async () => {
  let asked = 0;
  const url = await serve((_, response) => {
    asked++;
    response.writeHead(429, { 'retry-after': '30' }).end();
  });
  let kept: readonly Ban[] = [];
  const bans: BanStore = {
    load: () => Promise.resolve(kept),
    save: async (now) => void (kept = now),
  };
  await expect(read(url, { bans })).rejects.toMatchObject({ status: 429 });
  await expect(read(url, { bans })).rejects.toMatchObject({ code: 'http.banned' });
  expect(asked).toBe(1);
  expect(kept).toHaveLength(1);
});

it('ends when its caller gives up', async () => {
  const url = await serve((_, response) => void response.write('x'));
  const controller = new AbortController();
  const reading = read(url, {}, controller.signal);
  setTimeout(() => controller.abort(new Error('interrupted')), 50);
  await expect(reading).rejects.toMatchObject({ code: 'http.aborted' });
});
