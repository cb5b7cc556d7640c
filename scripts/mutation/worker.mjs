/**
 * The half of the mutation test runner that lives in Vitest's worker: it collects all test files, runs none, and then runs single tests
 * on request, with one mutant switched on, until the process ends. Loaded by the other half, test-runner.mjs.
 */
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { BroadcastChannel } from 'node:worker_threads';
import { TestRunner } from 'vitest';

/** The object through which instrumented code learns the active mutant and reports what it covers. */
const stryker = (globalThis.__stryker__ ??= {});
/*
 * Instrumented files declare these two for themselves, out of reach of the one function that is compiled anew from its own source text
 * (src/engine/loop.ts). It finds them here.
 */
globalThis.stryMutAct_9fa48 = (id) => {
  if (stryker.activeMutant !== id) return false;
  if (stryker.hitCount !== undefined && ++stryker.hitCount > stryker.hitLimit) throw new Error('Hit limit reached');
  return true;
};
globalThis.stryCov_9fa48 = (...ids) => {
  const all = (stryker.mutantCoverage ??= { static: {}, perTest: {} });
  const covered = stryker.currentTestId === undefined ? all.static : (all.perTest[stryker.currentTestId] ??= {});
  for (const id of ids) covered[id] = (covered[id] ?? 0) + 1;
};
/** All tests by their id, in the order in which they were collected. @type {Map<string, object[]>} */
const tests = new Map();
const preparedSuites = new Set();
/** Milliseconds each test took when nothing was changed. @type {Map<string, number>} */
let durations = new Map();
let collectedFiles = 0;
/** Once its tests have taken so long, in ms of the run without changes, a mutant counts as survived: slow tests would take hours. */
const BUDGET_MS = 2_000;

export default class MutantRunner extends TestRunner {
  /** Registers the tests of a collected file and keeps Vitest itself from running them. */
  onBeforeRunFiles(files) {
    for (const file of files) {
      collectedFiles += 1;
      if (file.result?.state === 'fail') throw new Error(`${file.filepath}: ${file.result.errors?.[0]?.message}`);
      for (const test of testsOf(file)) {
        const id = idOf(test);
        tests.set(id, [...(tests.get(id) ?? []), test]);
      }
      file.mode = 'skip';
    }
  }

  /** After the last file: answers requests, for ever. */
  async onAfterRunFiles() {
    super.onAfterRunFiles();
    if (collectedFiles !== this.injectValue('fileCount')) return;
    durations = new Map(this.injectValue('durations'));
    await this.serve();
  }

  serve() {
    const channel = new BroadcastChannel('mutants');
    channel.onmessage = async ({ data }) => {
      if (data.to !== 'worker') return;
      const answer = data.mutant === undefined ? await this.runAll() : await this.runMutant(data);
      channel.postMessage({ to: 'runner', answer });
    };
    channel.postMessage({ to: 'runner', answer: 'ready' });
    return new Promise(() => {});
  }

  /** Every test once with nothing changed: what passes, what it covers, how long it takes. */
  async runAll() {
    stryker.activeMutant = undefined;
    const results = [];
    for (const [id, same] of tests) {
      const started = performance.now();
      const failure = await this.runTests(same, id);
      durations.set(id, performance.now() - started);
      results.push({ id, failure, timeSpentMs: durations.get(id), fileName: same[0].file.filepath });
    }
    return { results, mutantCoverage: stryker.mutantCoverage };
  }

  /** The given tests with one mutant switched on, the quick ones first, until one fails or the time is used up. */
  async runMutant({ mutant, testIds, hitLimit }) {
    const ids = testIds.toSorted((a, b) => (durations.get(a) ?? 0) - (durations.get(b) ?? 0));
    Object.assign(stryker, { activeMutant: mutant, hitCount: 0, hitLimit });
    let ran = 0;
    let spent = 0;
    try {
      for (const id of ids) {
        spent += durations.get(id) ?? 0;
        if (ran > 0 && spent > BUDGET_MS) break;
        ran += 1;
        const failure = await this.runTests(tests.get(id), undefined);
        if (failure !== undefined) return { killedBy: id, failure, ran, hitCount: stryker.hitCount };
      }
      return { ran, hitCount: stryker.hitCount };
    } finally {
      Object.assign(stryker, { activeMutant: undefined, hitCount: undefined, hitLimit: undefined });
    }
  }

  /** The message of the first failure among tests of one id. */
  async runTests(same, coverageId) {
    for (const test of same) {
      try {
        await prepare(test.suite);
        stryker.currentTestId = coverageId;
        for (const hook of around(test.suite, 'beforeEach')) await hook(test.context, test.suite);
        await TestRunner.getTestFn(test)();
        for (const hook of around(test.suite, 'afterEach')) await hook(test.context, test.suite);
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      } finally {
        stryker.currentTestId = undefined;
      }
    }
    return undefined;
  }
}

function testsOf(suite) {
  return suite.tasks.flatMap((task) =>
    task.mode !== 'run' && task.mode !== 'queued' ? [] : task.type === 'suite' ? testsOf(task) : [task],
  );
}

function idOf(test) {
  const names = [];
  for (
    let task = test;
    task !== undefined && task.type !== undefined && task.filepath === undefined;
    task = task.suite
  ) {
    names.unshift(task.name);
  }
  return `${path.relative(process.cwd(), test.file.filepath)}#${names.join(' ')}`;
}

/** What a suite sets up before its first test, once; it is never torn down, as its tests are run again and again. */
async function prepare(suite) {
  if (suite === undefined || preparedSuites.has(suite)) return;
  await prepare(suite.suite);
  preparedSuites.add(suite);
  for (const hook of TestRunner.getSuiteHooks(suite).beforeAll) await hook(suite);
}

function around(suite, name) {
  if (suite === undefined) return [];
  const own = TestRunner.getSuiteHooks(suite)[name];
  return name === 'beforeEach' ? [...around(suite.suite, name), ...own] : [...own, ...around(suite.suite, name)];
}
