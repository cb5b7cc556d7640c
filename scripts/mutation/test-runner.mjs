/**
 * A test runner for Stryker that loads all test files once and then runs single tests in the loaded modules, one mutant after the
 * other. Stryker's own runner for Vitest starts a thread and loads the files again for each mutant, which takes a hundred times longer
 * than the tests. Fit for tests that leave nothing behind in loaded modules; mutants of values computed at loading are not judged
 * (`ignoreStatic` in stryker.config.json).
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import { createVitest } from 'vitest/node';

/** Lie in the sandbox for a runner that is started anew after a timeout: the test files to load, and how long each test takes. */
const CHOSEN = '.mutation-test-files.json';
const DURATIONS = '.mutation-durations.json';

const readJson = (file, otherwise) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : otherwise);

class LoadedTestRunner {
  /** Mutants are on only while tests run, so nothing has to be loaded again, not even for code that also ran at loading. */
  capabilities() {
    return { reloadEnvironment: true };
  }

  /** After a timeout everything is loaded here, where no mutant's time is running. */
  async init() {
    if (existsSync(CHOSEN)) await this.load(readJson(CHOSEN, null) ?? undefined);
  }

  /** Loads the test files; the worker then waits for requests. */
  async load(testFiles) {
    this.channel = new BroadcastChannel('mutants');
    const ready = this.answer();
    this.vitest = await createVitest('test', {
      config: 'vitest.mutation.config.ts',
      watch: false,
      isolate: false,
      pool: 'threads',
      maxWorkers: 1,
      fileParallelism: false,
      reporters: [{}],
      runner: path.join(import.meta.dirname, 'worker.mjs'),
    });
    const wanted = testFiles?.map((file) => path.resolve(file));
    const all = await this.vitest.globTestSpecifications();
    const files = wanted === undefined ? all : all.filter((file) => wanted.includes(path.resolve(file.moduleId)));
    this.vitest.provide('fileCount', files.length);
    this.vitest.provide('durations', readJson(DURATIONS, []));
    const run = this.vitest.runTestSpecifications(files, true).then(() => {
      const errors = this.vitest.state.getUnhandledErrors().map((error) => error.message ?? String(error));
      throw new Error(`The test files could not be loaded. ${errors.join('; ')}`);
    });
    await Promise.race([ready, run]);
    run.catch(() => undefined);
  }

  answer() {
    return new Promise((resolve) => {
      this.channel.onmessage = ({ data }) => data.to === 'runner' && resolve(data.answer);
    });
  }

  request(message) {
    const answer = this.answer();
    this.channel.postMessage({ to: 'worker', ...message });
    return answer;
  }

  async dryRun({ testFiles }) {
    if (this.vitest === undefined) await this.load(testFiles);
    writeFileSync(CHOSEN, JSON.stringify(testFiles ?? null));
    const { results, mutantCoverage } = await this.request({});
    writeFileSync(DURATIONS, JSON.stringify(results.map(({ id, timeSpentMs }) => [id, timeSpentMs])));
    const tests = results.map(({ failure, ...test }) => ({
      ...test,
      name: test.id,
      ...(failure === undefined ? { status: 0 } : { status: 1, failureMessage: failure }),
    }));
    return { status: 'complete', tests, mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter = [], hitLimit }) {
    if (this.vitest === undefined) await this.load(readJson(CHOSEN, null) ?? undefined);
    const result = await this.request({ mutant: activeMutant.id, testIds: testFilter, hitLimit });
    if (hitLimit !== undefined && result.hitCount > hitLimit) return { status: 'timeout', reason: 'hit limit reached' };
    return result.killedBy === undefined
      ? { status: 'survived', nrOfTests: result.ran }
      : { status: 'killed', killedBy: [result.killedBy], failureMessage: result.failure, nrOfTests: result.ran };
  }

  /** Stryker ends the process right after; the worker waits for ever. */
  dispose() {
    this.channel?.close();
  }
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'loaded', injectableClass: LoadedTestRunner }];
