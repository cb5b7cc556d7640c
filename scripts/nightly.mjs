// `npm run test:nightly`: the suites of surviving at full size, with `nightly-report.json` of what came out, kept up to date as they
// run, and a table at the end. Whatever follows `--` goes to vitest, e.g. a folder. SIGINT and SIGTERM end the night: what was not
// run is said then. Exit code 1 where a case failed, or something was not run.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout } from 'node:timers';
import Table from 'cli-table3';

/** How long the suites may take to end when they are told to, ms. */
const PATIENCE_MS = 5_000;
const REPORT = resolve('nightly-report.json');
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
rmSync(REPORT, { force: true });

const options = ['run', '--config', 'vitest.nightly.config.ts', ...process.argv.slice(2)];
const reporters = ['--reporter=default', `--reporter=${here('nightly-reporter.mjs')}`];
// A group of its own: what the suites have started ends with them.
const vitest = spawn(process.execPath, [here('../node_modules/vitest/vitest.mjs'), ...options, ...reporters], {
  stdio: ['ignore', 'inherit', 'inherit'],
  detached: true,
  env: { ...process.env, NIGHTLY_REPORT: REPORT },
});

let isInterrupted = false;
const end = (signal) => {
  try {
    process.kill(-vitest.pid, signal);
  } catch {
    // It has ended by itself.
  }
};
const interrupt = () => {
  if (isInterrupted) return end('SIGKILL');
  isInterrupted = true;
  end('SIGTERM');
  setTimeout(() => end('SIGKILL'), PATIENCE_MS).unref();
};
process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);

vitest.on('close', (code) => {
  let report;
  try {
    report = JSON.parse(readFileSync(REPORT, 'utf8'));
  } catch {
    console.error('The suites ended without a report.');
    process.exit(1);
  }
  if (report.state === 'running' || isInterrupted) report = { ...report, state: 'interrupted' };
  writeFileSync(REPORT, `${JSON.stringify(report, null, 2)}\n`);

  const fields = Object.keys(report.total);
  const head = ['suite', 'state', ...fields];
  const table = new Table({
    head,
    colAligns: ['left', 'left', ...fields.map(() => 'right')],
    style: { head: [], border: [] },
  });
  const rows = [...report.suites, { suite: 'all', state: report.state, ...report.total }];
  for (const each of rows) table.push(head.map((field) => each[field]));
  console.log(table.toString());
  const missing = report.suites
    .filter(({ state }) => state !== 'ended')
    .map(({ suite, state }) => `${suite} (${state})`);
  if (missing.length > 0) console.log(`The night is not whole: ${missing.join(', ')}.`);
  const { cases, violations } = report.total;
  process.exitCode = code !== 0 || missing.length > 0 || violations > 0 || cases === 0 ? 1 : 0;
});
