import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/core/ports/random.js';
import { isFolderLocked, readJournalFile } from '../../src/infra/store/journal/index.js';
import { builtCommands } from '../e2e/support/built.js';
import { emptyFolder, NIGHTLY, SEED, written } from './support/session.js';

const KILLS = NIGHTLY ? 1_000 : 60;
const PAIRS = NIGHTLY ? 50 : 5;
const APPENDER = fileURLToPath(new URL('support/appender.mjs', import.meta.url));

let module: string;
beforeAll(() => {
  module = join(builtCommands(), '..', 'infra', 'store', 'journal', 'index.js');
}, 600_000);

interface Appender {
  readonly child: ChildProcess;
  /** Whole lines that it has said. */
  readonly said: () => string[];
  /** Waits until it has said this many lines, or has ended. */
  readonly lines: (count: number) => Promise<void>;
  readonly ended: Promise<unknown>;
}

function start(folder: string, task: 'append' | 'hold'): Appender {
  const child = spawn(process.execPath, [APPENDER, module, folder, task], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  const said = (): string[] => text.split('\n').slice(0, -1);
  // Its output is whole when it is closed, not when the process has ended.
  const ended = once(child, 'close');
  const lines = async (count: number): Promise<void> => {
    while (said().length < count && child.exitCode === null && child.signalCode === null) await wait(1);
  };
  return { child, said, lines, ended };
}

/** The appender's records in a journal, checked: every number once, in order, `bar` before `intent`. @returns how many batches are whole */
function wholeBatches(folder: string): number {
  const found = readJournalFile(join(folder, 'journal.log'));
  if (found === null) return 0;
  expect(found.damage).toBeNull();
  let next = 1;
  let previous = '';
  for (const { kind, data } of written(found.records)) {
    const { i } = data as { i: number };
    // A batch that was cut between its records is not gone on with: the next one has the next number.
    if (kind === 'bar' && previous === 'bar') next += 1;
    expect([kind, i]).toEqual([kind, next]);
    if (kind === 'intent') next += 1;
    previous = kind;
  }
  return next - 1;
}

describe(`a process that is killed ${KILLS} times while it appends (seed ${SEED})`, () => {
  it(
    'has every record that was acknowledged, none twice, and starts again each time',
    async () => {
      const random = seededRandom(SEED);
      const folder = emptyFolder();
      let killedAtWork = 0;
      for (let kill = 0; kill < KILLS; kill++) {
        const process = start(folder, 'append');
        // One in five at any moment of its start, the others while it appends.
        if (random.next() < 0.2) await wait(random.next() * 150);
        else {
          await process.lines(2);
          await wait(random.next() * 20);
        }
        process.child.kill('SIGKILL');
        await process.ended;
        const said = process.said();
        expect(said.filter((line) => line !== 'open' && !/^\d+$/.test(line))).toEqual([]);
        const acknowledged = Number(said.at(-1) === 'open' ? 0 : (said.at(-1) ?? 0));
        if (acknowledged > 0) killedAtWork += 1;
        expect(wholeBatches(folder), `kill ${kill}`).toBeGreaterThanOrEqual(acknowledged);
        expect(await isFolderLocked(folder), `kill ${kill}`).toBe(false);
      }
      expect(killedAtWork).toBeGreaterThan(KILLS * 0.7);
    },
    KILLS * 10_000,
  );
});

describe('two processes on one folder', () => {
  it(
    'that start at the same moment: one gets in, the other is told who has it; killed, it leaves no lock',
    async () => {
      for (let pair = 0; pair < PAIRS; pair++) {
        const folder = emptyFolder();
        const both = [start(folder, 'hold'), start(folder, 'hold')];
        await Promise.all(both.map((each) => each.lines(1)));
        const isIn = (each: Appender): boolean => each.said()[0] === 'open';
        const [holder, ...others] = both.filter(isIn);
        expect(others, `pair ${pair}`).toEqual([]);
        const [refused] = both.filter((each) => !isIn(each));
        expect(refused?.said()[0]).toMatch(
          /^journal\.in-use: The session in \/.*btc-1 is being run already(, by process \d+)?\.$/,
        );
        holder?.child.kill('SIGKILL');
        await Promise.all(both.map(({ ended }) => ended));
        const third = start(folder, 'hold');
        await third.lines(1);
        expect(third.said()).toEqual(['open']);
        third.child.kill('SIGKILL');
        await third.ended;
      }
    },
    PAIRS * 30_000,
  );
});
