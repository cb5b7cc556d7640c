import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InputError, messageOf } from '../../core/errors.js';

export interface MetricsServer {
  /** `http://127.0.0.1:9464/metrics`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the text at `/metrics` to whoever reaches the address; nothing else is there, and nothing can be changed.
 * @param port 0: any that is free
 * @throws InputError where host and port cannot be listened on
 */
export async function serveMetrics(
  text: () => string,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    const isAsked = request.url?.split('?')[0] === '/metrics' && ['GET', 'HEAD'].includes(request.method ?? '');
    response.writeHead(isAsked ? 200 : 404, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
    response.end(isAsked && request.method === 'GET' ? text() : '');
  });
  await listening(server, host, port);
  // A process that has nothing else to do ends.
  server.unref();
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(
        new InputError('metrics.port', `Metrics cannot be served at ${host}:${port}: ${messageOf(error)}.`, {
          where: 'metricsPort',
          remedy: 'take another port, or 0 for any that is free',
        }),
      );
    });
    server.listen(port, host, resolve);
  });
}
