/** Names of this machine that no page of another one can have. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether an address can be reached from this machine alone. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

/**
 * Which `Host` headers are answered. A page of another site that has its name point to this machine (DNS rebinding) still sends its own
 * name, so that it is known by it. Written exactly: no trailing dot, no other port. What a proxy says it was (`X-Forwarded-Host`)
 * counts for nothing.
 * @param port on which the server listens
 * @param more further names, `name` for this port or `name:port`
 */
export function allowedHosts(port: number, more: readonly string[]): ReadonlySet<string> {
  const named = [...LOOPBACK, ...more].map((name) => name.toLowerCase());
  return new Set(named.flatMap((name) => (/:\d+$/.test(name) ? [name] : port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]))); // prettier-ignore
}
