import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { boundSources, type BoundSource } from '../../src/app/observations/bound-sources.js';
import { loadConfig } from '../../src/app/config/index.js';
import type { Clock } from '../../src/core/ports/clock.js';
import type { HttpClient } from '../../src/infra/http/types.js';
import { SOURCES } from '../../src/infra/sources/index.js';

/** The vendor of a source on loopback: what a file of `test/servers` exports as `sourceDouble`. */
export interface SourceDouble {
  /** Starts it healthy; `now` is its clock, UTC ms. */
  start(now: () => number): Promise<{ readonly url: string; close(): Promise<void> }>;
  /** The environment variables that point the program at it. */
  env(url: string): Readonly<Record<string, string>>;
}

/** The file of a source's double. Both markets of Binance are served by one. */
export const doubleName = (id: string): string => (id.startsWith('binance-') ? 'binance' : id);

/** @throws Error naming the file that is missing */
export async function doubleOf(id: string): Promise<SourceDouble> {
  const name = doubleName(id);
  const file = `test/servers/${name}.ts`;
  const found = existsSync(join(import.meta.dirname, '..', 'servers', `${name}.ts`))
    ? ((await import(`../servers/${name}.ts`)) as { readonly sourceDouble?: SourceDouble }).sourceDouble
    : undefined;
  if (found === undefined) throw new Error(`the source ${id} has no double: ${file} must export sourceDouble`);
  return found;
}

/** The doubles that all sources of the list need, each once, in the order of the list. */
export const DOUBLES: readonly string[] = [...new Set(SOURCES.map(({ id }) => doubleName(id)))];

/** Variables of several doubles, as one environment. */
export function environmentOf(parts: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const all: Record<string, string> = {};
  for (const [name, value] of parts.flatMap((part) => Object.entries(part)))
    all[name] = name === 'SOURCE_ADDRESSES' && name in all ? `${all[name]!},${value}` : value;
  return all;
}

/** Every source of the list, configured by the environment alone. */
export const sourcesIn = (
  env: Readonly<Record<string, string>>,
  parts: { readonly http: HttpClient; readonly clock: Clock },
): BoundSource[] => boundSources({ config: loadConfig({ env, cwd: import.meta.dirname }).config, ...parts });
