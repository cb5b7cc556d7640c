// Writes down how the night stands whenever a case or a suite has ended, so that an interrupted night has a report, too.
// NIGHTLY_REPORT is the file; who asked for the night reads it at the end.
import { renameSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';

const FIELDS = ['cases', 'skipped', 'violations', 'seconds'];
const named = (moduleId) => relative(process.cwd(), moduleId);

export default class NightlyReporter {
  suites = new Map();
  state = 'running';

  onTestRunStart(specifications) {
    for (const { moduleId } of specifications) {
      const suite = named(moduleId);
      this.suites.set(suite, { suite, state: 'not run', cases: 0, skipped: 0, violations: 0, seconds: 0 });
    }
    this.write();
  }

  onTestModuleStart({ moduleId }) {
    this.begun = Date.now();
    this.of(moduleId).state = 'cut short';
    this.write();
  }

  onTestCaseResult(testCase) {
    const suite = this.of(testCase.module.moduleId);
    const { state } = testCase.result();
    if (state === 'skipped') suite.skipped += 1;
    else suite.cases += 1;
    if (state === 'failed') suite.violations += 1;
    suite.seconds = this.secondsSince();
    this.write();
  }

  onTestModuleEnd(testModule) {
    const suite = this.of(testModule.moduleId);
    suite.seconds = this.secondsSince();
    if (this.state === 'running') suite.state = 'ended';
    // A file that could not be loaded has no cases, and counts as a violation all the same.
    if (!testModule.ok() && suite.violations === 0) suite.violations = 1;
    this.write();
  }

  onTestRunEnd(_modules, errors, reason) {
    this.state = reason === 'interrupted' ? 'interrupted' : 'ended';
    this.errors = errors.length;
    this.write();
  }

  of(moduleId) {
    return this.suites.get(named(moduleId));
  }

  secondsSince() {
    return Math.round((Date.now() - this.begun) / 1000);
  }

  write() {
    const suites = [...this.suites.values()].sort((a, b) => a.suite.localeCompare(b.suite));
    const sum = (field) => suites.reduce((total, each) => total + each[field], 0);
    const total = Object.fromEntries(FIELDS.map((field) => [field, sum(field)]));
    const report = { state: this.state, errors: this.errors ?? 0, total, suites };
    // Whole or not at all, whenever somebody looks.
    writeFileSync(`${process.env.NIGHTLY_REPORT}.tmp`, `${JSON.stringify(report, null, 2)}\n`);
    renameSync(`${process.env.NIGHTLY_REPORT}.tmp`, process.env.NIGHTLY_REPORT);
  }
}
