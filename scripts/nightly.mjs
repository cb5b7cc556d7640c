// `npm run test:nightly`: the suites of surviving at full size, then a table and `nightly-report.json` of what came out.
// Whatever follows `--` goes to vitest, e.g. a folder. Exit code 1 where a case failed, or none was run.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import Table from 'cli-table3';

const json = join(mkdtempSync(join(tmpdir(), 'nightly-')), 'vitest.json');
const vitest = ['vitest', 'run', '--config', 'vitest.nightly.config.ts', ...process.argv.slice(2)];
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${json}`];
const run = spawnSync('npx', [...vitest, ...reporters], { stdio: 'inherit' });

/** A file that could not be loaded has no cases, and counts as a violation all the same. */
function suiteOf({ name, status, startTime, endTime, assertionResults }) {
  const count = (wanted) => assertionResults.filter((each) => each.status === wanted).length;
  const failed = count('failed');
  return {
    suite: relative(process.cwd(), name),
    cases: count('passed') + failed,
    skipped: assertionResults.length - count('passed') - failed,
    violations: failed === 0 && status === 'failed' ? 1 : failed,
    seconds: Math.round((endTime - startTime) / 1000),
  };
}

function readSuites() {
  try {
    return JSON.parse(readFileSync(json, 'utf8')).testResults.map(suiteOf);
  } catch {
    console.error('The suites ended without a report.');
    process.exit(1);
  }
}

const suites = readSuites().sort((a, b) => a.suite.localeCompare(b.suite));
const sum = (field) => suites.reduce((total, each) => total + each[field], 0);
const fields = ['cases', 'skipped', 'violations', 'seconds'];
const total = Object.fromEntries(fields.map((field) => [field, sum(field)]));
writeFileSync('nightly-report.json', `${JSON.stringify({ total, suites }, null, 2)}\n`);

const colAligns = ['left', ...fields.map(() => 'right')];
const table = new Table({ head: ['suite', ...fields], colAligns, style: { head: [], border: [] } });
for (const each of [...suites, { suite: 'all', ...total }]) table.push([each.suite, ...fields.map((f) => each[f])]);
console.log(table.toString());
process.exitCode = run.status !== 0 || total.violations > 0 || total.cases === 0 ? 1 : 0;
