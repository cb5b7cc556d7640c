import { sendReply, type Exchange, type Fault, type FaultVariant } from './fault.js';

const status =
  (
    code: number,
    headers: (exchange: Exchange) => Record<string, string> = () => ({}),
    body = '{"code":-1,"msg":"no"}',
  ) =>
  async (exchange: Exchange): Promise<void> => {
    const json = { 'content-type': 'application/json', date: new Date(exchange.now()).toUTCString() };
    sendReply(exchange, code, code === 304 ? '' : body, { ...json, ...headers(exchange) });
  };

const one = (id: string, respond: NonNullable<FaultVariant['respond']>): Fault => ({
  id,
  group: 'http',
  variants: [{ name: '', respond }],
});

const retryAfter = (value: string) => () => ({ 'retry-after': value });

export const HTML_PAGE = '<!DOCTYPE html><html><head><title>Bad gateway</title></head><body>nginx</body></html>';

export const HTTP_FAULTS: readonly Fault[] = [
  one('301 loop', async (exchange) => {
    const next = exchange.path.startsWith('/loop/a') ? '/loop/b' : '/loop/a';
    sendReply(exchange, 301, '', { location: next });
  }),
  one('304', status(304)),
  one('400', status(400)),
  one('401', status(401)),
  one(
    '403',
    status(403, () => ({ 'content-type': 'text/html' }), HTML_PAGE),
  ),
  one('404', status(404)),
  {
    id: '418',
    group: 'http',
    variants: [
      { name: 'with Retry-After', respond: status(418, retryAfter('300')) },
      { name: 'without', respond: status(418) },
    ],
  },
  {
    id: '429',
    group: 'http',
    variants: [
      { name: 'seconds', respond: status(429, retryAfter('7')) },
      {
        name: 'date',
        respond: status(429, (exchange) => ({ 'retry-after': new Date(exchange.now() + 240_000).toUTCString() })),
      },
      { name: 'absurd', respond: status(429, retryAfter('99999999999')) },
    ],
  },
  one('451', status(451)),
  one('500', status(500)),
  one(
    '502 HTML',
    status(502, () => ({ 'content-type': 'text/html' }), HTML_PAGE),
  ),
  one('503', status(503, retryAfter('3'))),
];
