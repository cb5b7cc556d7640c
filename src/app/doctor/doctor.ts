import type { Check } from '../../contract/doctor.js';
import type { DoctorReport } from '../../contract/doctor.js';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRuntime, type Runtime, type RuntimeOptions } from '../runtime/runtime.js';
import { skipped, warned } from './check.js';
import { checkKeys, checkProxy, checkSettings, invalidSettings } from './configuration.js';
import { checkDisk, checkNode } from './machine.js';
import { checkChoice, checkModels } from './models.js';
import { checkNotices } from './notices.js';
import { checkOptionalPackages } from './optional-packages.js';
import { checkLedgerEngine, checkPackages, type PackageFacts } from './packages.js';
import { checkSources } from './sources.js';
import { field } from '../../core/request-field.js';
import { shellCommand } from '../../core/shell-command.js';

export interface DoctorOptions extends RuntimeOptions {
  /** Leaves out whatever needs a network. */
  readonly offline?: boolean;
  readonly signal?: AbortSignal;
}

const ROOT = dirname(fileURLToPath(new URL('../../../package.json', import.meta.url)));

/** What a machine without a network makes of each request. */
const UNREACHED =
  /does not resolve|cannot be reached|sent nothing|did not answer|deadline|ENOTFOUND|EAI_AGAIN|ENETUNREACH/;

/** Where no source at all is reached, it is this machine: ten times the same advice would hide that. */
function saidOnce(checks: readonly Check[]): Check[] {
  const sources = checks.filter(({ group }) => group === 'sources');
  const bad = sources.filter(({ status }) => status === 'warn' || status === 'fail');
  if (bad.length < 3 || bad.length < sources.length || !bad.every(({ message }) => UNREACHED.test(message)))
    return [...checks];
  const offline = warned(
    { group: 'sources', name: 'network', message: 'none of the sources is reached: this machine seems offline.' },
    `check the network connection, and HTTPS_PROXY where one is needed; "${shellCommand('cycle', { demo: true })}" works without`,
  );
  return [offline, ...checks.map((check) => (bad.includes(check) ? { ...check, remedy: null } : check))];
}

async function networkChecks(runtime: Runtime, { offline, signal }: DoctorOptions): Promise<Check[]> {
  if (offline === true)
    return [
      skipped('sources', 'network', `sources, model servers and clocks were left out (${field('offline')}).`),
      ...checkChoice(runtime),
    ];
  const [sources, models, messages] = await Promise.all([
    checkSources(runtime, signal),
    checkModels(runtime, signal),
    checkNotices(runtime, signal),
  ]);
  return [...saidOnce([...sources, ...models]), ...messages];
}

async function configured(options: DoctorOptions): Promise<Check[]> {
  let runtime: Runtime;
  try {
    runtime = createRuntime(options);
  } catch (error) {
    return [
      invalidSettings(error),
      skipped('sources', 'network', 'sources and model servers wait until the settings are valid.'),
    ];
  }
  const { loaded, config } = runtime;
  return [
    await checkDisk(config.userDataDir),
    ...checkSettings(loaded),
    checkKeys(loaded),
    ...checkProxy(runtime.proxy),
    ...(await networkChecks(runtime, options)),
  ];
}

/** Looks at everything the system needs and says how to repair what is wrong. Writes nothing. */
export async function runDoctor(options: DoctorOptions = {}): Promise<DoctorReport> {
  const facts = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8')) as PackageFacts;
  const [packages, optional, engine, rest] = await Promise.all([
    checkPackages(facts.dependencies, ROOT),
    checkOptionalPackages(facts.peerDependencies, ROOT),
    checkLedgerEngine(),
    configured(options),
  ]);
  const checks = [checkNode(process.versions.node, facts.engines.node), packages, ...optional, engine, ...rest];
  const count = (status: Check['status']): number => checks.filter((check) => check.status === status).length;
  const blamed = new Set(checks.filter(({ status }) => status === 'fail').map(({ blame }) => blame));
  return {
    version: facts.version,
    checks,
    counts: { ok: count('ok'), warn: count('warn'), fail: count('fail'), skip: count('skip') },
    exit_code: blamed.has('user') ? 2 : blamed.size > 0 ? 3 : 0,
  };
}
