import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import type { Misroute } from './fault.js';

export interface Misroutes {
  /** Where a connection ends up instead. */
  origin(kind: Misroute): string;
  close(): Promise<void>;
}

const fixture = (name: string): string => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));

/** Places where no connection succeeds: a closed port, a name that never resolves (RFC 6761), a self-signed certificate. */
export async function startMisroutes(): Promise<Misroutes> {
  // The key guards nothing: it and its certificate are for this test alone.
  const tls = createTlsServer({ key: fixture('self-signed.key.pem'), cert: fixture('self-signed.cert.pem') });
  const tlsPort = await listening(tls);
  const origins: Record<Misroute, string> = {
    // tcpmux (RFC 1078), which nobody serves; a port that was free a moment ago may be taken by now.
    refused: 'http://127.0.0.1:1',
    dns: 'http://no-such-host.invalid',
    tls: `https://127.0.0.1:${tlsPort}`,
  };
  return {
    origin: (kind) => origins[kind],
    close: () => new Promise((resolve) => void tls.close(() => resolve())),
  };
}
