import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { httpAt } from '../../../test/support/collect.js';
import { shareReplies } from './share-replies.js';
import type { HttpClient } from './types.js';

const schema = z.object({ path: z.string() });
let server: Server;
let url: string;
let asked: string[];
let http: HttpClient;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.statusCode = request.url?.includes('gone') === true ? 404 : 200;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ path: request.url, extra: asked.length }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  http = shareReplies(httpAt());
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

describe('a client whose replies are shared', () => {
  it('asks the same once, whether it is under way or done, as text or as JSON', async () => {
    const feed = { source: 'feed', url: `${url}/feed` };
    const [a, b] = await Promise.all([http.get(feed), http.get({ ...feed })]);
    expect(b.body).toBe(a.body);
    expect((await http.get(feed)).body).toBe(a.body);
    const mood = { source: 'mood', url: `${url}/mood`, query: { limit: 31 } };
    const [c, d] = await Promise.all([http.getJson(mood, schema), http.getJson({ ...mood }, schema)]);
    expect(d).toBe(c);
    expect(asked).toEqual(['/feed', '/mood?limit=31']);
  });

  it('asks apart what differs in address, question, header or reading', async () => {
    const request = { source: 's', url: `${url}/a` };
    await http.get(request);
    await http.get({ ...request, url: `${url}/b` });
    await http.get({ ...request, query: { of: 'BTC' } });
    await http.get({ ...request, headers: { 'x-key': '1' } });
    await http.getJson(request, schema);
    const whole = await http.getJson(request, z.object({ extra: z.number() }));
    expect(whole.data).toEqual({ extra: 6 });
    expect(asked).toHaveLength(6);
  });

  it('shares a failure too', async () => {
    const request = { source: 's', url: `${url}/gone` };
    const settled = await Promise.allSettled([http.get(request), http.get(request)]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(asked).toHaveLength(1);
  });
});
