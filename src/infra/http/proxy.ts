import { createRequire } from 'node:module';
import type * as Undici from 'undici';

/** The proxies of an environment, by the names that curl and most programs read. */
export interface ProxySettings {
  /** For http:// addresses; null for none. */
  readonly http: string | null;
  /** For https:// addresses; null for none. */
  readonly https: string | null;
  /** Hosts that are reached without one, as `NO_PROXY` is written. */
  readonly bypass: string;
  /** What is set but cannot be used, as sentences. */
  readonly unusable: readonly string[];
}

/** Straight to everything. */
export const NO_PROXY: ProxySettings = { http: null, https: null, bypass: '', unusable: [] };

type Environment = Readonly<Record<string, string | undefined>>;

/** This machine is never reached through a proxy: a model server on it would be asked of somebody else's machine. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]', '::1', '0.0.0.0'];
/** In `NO_PROXY`, as browsers have it: loopback through the proxy as well. */
const WITH_LOOPBACK = '<-loopback>';

/**
 * `HTTPS_PROXY` (else `ALL_PROXY`) for https, `HTTP_PROXY` (else `ALL_PROXY`) for http, without those hosts that `NO_PROXY`
 * names; lower case goes first. Where nothing is set for https, the proxy for http is used, and not the other way round.
 */
export function proxyOf(env: Environment): ProxySettings {
  const unusable: string[] = [];
  const read = (name: string): string | null => {
    const text = (env[name.toLowerCase()] ?? env[name] ?? '').trim();
    if (text === '') return null;
    const url = /^[\w.-]+:\d+\/?$|^\[[\da-f:]+\]:\d+\/?$/i.test(text) ? `http://${text}` : text;
    if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
    // The text itself may hold a password.
    unusable.push(`${name} names no http or https proxy, so it is not used.`);
    return null;
  };
  const all = read('ALL_PROXY');
  const http = read('HTTP_PROXY') ?? all;
  const https = read('HTTPS_PROXY') ?? all ?? http;
  const listed = (env.no_proxy ?? env.NO_PROXY ?? '').split(/[\s,]+/).filter((host) => host !== '');
  const own = listed.includes(WITH_LOOPBACK) ? [] : LOOPBACK;
  const bypass = listed.includes('*') ? '*' : [...listed.filter((host) => host !== WITH_LOOPBACK), ...own].join(',');
  return { http, https, bypass, unusable };
}

const own = createRequire(import.meta.url);

/**
 * Connects by the proxies of the settings, or straight where there are none. undici is loaded here: it is a tenth of the start
 * of a command, and most commands send nothing.
 */
export function dispatcherFor(
  { http, https, bypass }: ProxySettings,
  options: Undici.Agent.Options,
): Undici.Dispatcher {
  const { Agent, EnvHttpProxyAgent } = own('undici') as typeof Undici;
  if (http === null && https === null) return new Agent(options);
  // Empty rather than absent: undici would read the environment of the process, which is not always the one meant.
  return new EnvHttpProxyAgent({ ...options, httpProxy: http ?? '', httpsProxy: https ?? '', noProxy: bypass });
}

/** The proxy that an address is reached through, by the rules of undici's EnvHttpProxyAgent; null for none. */
export function proxyFor({ http, https, bypass }: ProxySettings, address: string): string | null {
  const { protocol, hostname, port } = new URL(address);
  const proxy = protocol === 'https:' ? https : http;
  if (proxy === null || bypass === '*') return null;
  const used = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  const straight = bypass.split(',').some((entry) => {
    const [, host = entry, wanted] = /^(.+):(\d+)$/.exec(entry) ?? [];
    if (wanted !== undefined && wanted !== used) return false;
    const name = host.replace(/^\*?\./, '').toLowerCase();
    return hostname === name || hostname.endsWith(`.${name}`);
  });
  return straight ? null : proxy;
}

/** A proxy for people: without user name and password. */
export function shownProxy(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
