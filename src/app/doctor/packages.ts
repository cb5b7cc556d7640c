import type { Check } from '../../contract/doctor.js';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf } from '../../core/errors.js';
import { failed, ok, warned } from './check.js';

/** Of package.json, what the doctor reads. */
export interface PackageFacts {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly dependencies: Readonly<Record<string, string>>;
  /** All of them optional. */
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const REPAIR = 'install again: npm ci in a clone, npm install with the package file elsewhere';

/** The version of an installed package, looked for as Node does: in node_modules of the folder and of those above it. */
export async function installedVersion(name: string, from: string): Promise<string | null> {
  const text = await readFile(join(from, 'node_modules', name, 'package.json'), 'utf8').catch(() => null);
  if (text !== null) return (JSON.parse(text) as { version: string }).version;
  return dirname(from) === from ? null : installedVersion(name, dirname(from));
}

/** Compares what is installed with package.json, whose versions are exact. */
export async function checkPackages(wanted: PackageFacts['dependencies'], root: string): Promise<Check> {
  const found = await Promise.all(
    Object.entries(wanted).map(async ([name, version]) => ({
      name,
      version,
      installed: await installedVersion(name, root),
    })),
  );
  const base = { group: 'machine', name: 'packages' } as const;
  const missing = found.filter(({ installed }) => installed === null).map(({ name }) => name);
  if (missing.length > 0) {
    return failed(
      { ...base, message: `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not installed.` },
      REPAIR,
      'user',
    );
  }
  const other = found.filter(({ version, installed }) => version !== installed);
  if (other.length === 0) return ok('machine', 'packages', `all ${found.length} are installed in the tested versions.`);
  const list = other.map(({ name, version, installed }) => `${name} ${installed} instead of ${version}`);
  return warned({ ...base, message: `${list.join(', ')}.` }, REPAIR);
}

/** Loads the native part of the ledger and lets it answer once. */
export async function checkLedgerEngine(): Promise<Check> {
  const name = 'ledger engine';
  try {
    const { default: Libsql } = await import('libsql');
    const db = new Libsql(':memory:');
    const row = db.prepare('SELECT sqlite_version() AS version').get() as { version: string };
    db.close();
    return ok('machine', name, `libsql loads and answers (SQLite ${row.version}).`);
  } catch (error) {
    const message = `libsql, which keeps the ledger of model calls, does not load (${messageOf(error)}).`;
    return failed({ group: 'machine', name, message }, `${REPAIR}; without optional packages left out`, 'user');
  }
}
