import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { fillText } from '../../../src/cli/commands/paper/notes.js';
import { sayIn } from '../../../src/report/language/say.js';
import type { JournalRecord } from '../../../src/core/ports/journal.js';
import type { Random } from '../../../src/core/ports/random.js';
import { readJournalFile } from '../../../src/infra/store/journal/index.js';
import { cli, emptyDir } from '../../e2e/support/cli.js';
import type { FakeOllama } from '../../servers/ollama.js';
import { drawBlow, type SessionBlow } from './blow.js';

const ENGLISH = sayIn('en');

const preloaded = (name: string): string[] => ['--import', fileURLToPath(new URL(name, import.meta.url))];
const STRIKE = preloaded('strike.mjs');
const PLANT = preloaded('planted-session.mjs');
/** Nobody listens there. */
const NOBODY = 'http://127.0.0.1:9';

/** What is traded, and who is asked. */
export interface KilledSession {
  /** Of `paper`, without the name of the session. */
  readonly argv: readonly string[];
  /** Null: no model is asked. */
  readonly server: FakeOllama | null;
  readonly kills: number;
  /** Of the journal of the whole session, bytes. */
  readonly length: number;
  readonly random: Random;
  /** Folder of the built commands. */
  readonly commands: string;
  /** The i-th blow. Default: any of all kinds. */
  readonly blow?: (i: number) => SessionBlow;
  /** A bug in it, by its name. */
  readonly planted?: string;
}

export interface KilledRun {
  /** What is wrong, one sentence each. */
  readonly violations: readonly string[];
  /** Processes that were killed, before their end. */
  readonly kills: number;
  /** Those that had not opened their session yet. */
  readonly atStart: number;
  /** Questions that a kill left without an answer, so that they were asked once more. */
  readonly askedAgain: number;
  readonly questions: number;
}

/** A session's own records, without those that say when a process began. */
export const ownRecords = (records: readonly JournalRecord[]): string[] =>
  records
    .filter(({ kind }) => !['manifest', 'start', 'recovered', 'stop'].includes(kind))
    .map(({ at, kind, data }) => JSON.stringify({ at, kind, data }))
    // Who was paid for an answer is no part of it.
    .map((line) => line.replace('"replayed":true', '"replayed":false'));

const journalOf = (cwd: string, name: string): string => join(cwd, 'user_data', 'sessions', name, 'journal.log');

/** Bytes of a journal without what a crash left unfinished; empty where there is none. */
function wholeBytes(file: string): Buffer {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0) return Buffer.alloc(0);
  const bytes = readFileSync(file);
  return bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
}

/**
 * One session whose process is killed again and again, until it comes to its end; after each kill its journal is verified, and
 * compared with what it was and with what the process had said. Then the same without a kill, by the answers that were recorded.
 */
export async function killedSession(settings: KilledSession): Promise<KilledRun> {
  const { argv, server, kills, length, random, commands, planted } = settings;
  const { blow = (i: number) => drawBlow(random, i, kills, length, server !== null) } = settings;
  const cwd = emptyDir();
  const file = journalOf(cwd, 'killed');
  const records = (): readonly JournalRecord[] => readJournalFile(file)?.records ?? [];
  const violations: string[] = [];
  const counts = { kills: 0, atStart: 0, askedAgain: 0 };
  const asked: string[] = [];
  const told = new Set<string>();
  let before: Buffer = Buffer.alloc(0);
  const firstChat = server?.chats.length ?? 0;

  const run = async (way: SessionBlow | null): Promise<void> => {
    const opinions = records().filter(({ kind }) => kind === 'opinion').length;
    const start = server?.chats.length ?? 0;
    const child = spawn(
      process.execPath,
      [
        ...(planted === undefined ? [] : PLANT),
        ...(way?.by === 'itself' ? STRIKE : []),
        ...[join(commands, 'main.js'), 'paper', ...argv, '--session', 'killed'],
      ],
      {
        cwd,
        env: {
          PATH: process.env.PATH,
          LANG: 'C.UTF-8',
          OLLAMA_BASE_URL: server?.url ?? NOBODY,
          STRIKE: way?.by === 'itself' ? JSON.stringify(way.strike) : '',
          PLANTED: planted,
          DIST: join(commands, '..'),
        },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const state = { isOver: false };
    const ended = once(child, 'close').finally(() => (state.isOver = true));
    const size = (): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    const questions = (): number => server?.chats.length ?? 0;
    if (way?.by === 'clock') await Promise.race([wait(way.afterMs), ended]);
    if (way?.by === 'length' || way?.by === 'question') {
      while (size() < way.goal && !state.isOver) await wait(1);
      const known = questions();
      if (way.by === 'length') await wait(way.afterMs);
      else while (questions() === known && !state.isOver) await wait(1);
    }
    if (way !== null && way.by !== 'itself') child.kill('SIGKILL');
    await ended;
    if (child.signalCode === 'SIGKILL') counts.kills += 1;
    else if (child.exitCode !== 0)
      violations.push(`it ended with exit code ${child.exitCode}: ${stderr.slice(-400).replace(/\s+/g, ' ')}`);
    const lines = stderr.split('\n').slice(0, -1);
    if (!lines.some((line) => line.startsWith('Session killed '))) counts.atStart += 1;
    checkJournal(lines);
    checkQuestions(start, opinions);
  };

  function checkJournal(lines: readonly string[]): void {
    const now = wholeBytes(file);
    if (!now.subarray(0, before.length).equals(before)) violations.push('records that were there are gone or changed');
    before = now;
    const filled = new Set(
      records().flatMap(({ kind, data }) =>
        kind === 'booked'
          ? (data as { fills: Readonly<Record<string, unknown>>[] }).fills.map((fill) => fillText(fill, ENGLISH))
          : [],
      ),
    );
    for (const line of lines.filter((each) => / (bought|sold) /.test(each))) {
      if (!filled.has(line)) violations.push(`it told of a fill that is not in its journal: ${line}`);
      if (told.has(line)) violations.push(`it told twice of a fill: ${line}`);
      told.add(line);
    }
  }

  /** @param opinions that were in the journal when the process began: what they answer is not asked again */
  function checkQuestions(start: number, opinions: number): void {
    const now = (server?.chats ?? []).slice(start).map(({ body }) => JSON.stringify(body?.messages));
    if (new Set(now).size < now.length) violations.push('one process paid twice for one answer');
    for (const question of now) {
      const number = asked.indexOf(question);
      if (number < 0) asked.push(question);
      else if (number < opinions) violations.push(`question ${number} was paid for twice`);
      else counts.askedAgain += 1;
    }
  }

  const verify = async (): Promise<void> => {
    if (before.length === 0) return;
    const { code, stderr } = await cli(['journal', 'verify', 'killed'], { cwd });
    if (code !== 0) violations.push(`journal verify: ${stderr}`);
  };

  for (let i = 0; i < kills && violations.length === 0; i++) {
    await run(blow(i));
    await verify();
    // Without its record of answers, what is asked again is paid for again.
    if (planted !== undefined) rmSync(join(cwd, 'user_data', 'ledger'), { recursive: true, force: true });
  }
  if (violations.length === 0) await run(null);
  if (violations.length === 0 && planted === undefined) {
    const whole = await cli(['paper', ...argv, '--session', 'whole', ...(server === null ? [] : ['--replay'])], {
      cwd,
      env: { OLLAMA_BASE_URL: NOBODY },
    });
    if (whole.code !== 0)
      violations.push(`the same without a kill ended with exit code ${whole.code}: ${whole.stderr.slice(-400)}`);
    else {
      const [ours, theirs] = ['killed', 'whole'].map((name) =>
        ownRecords(readJournalFile(journalOf(cwd, name))!.records),
      );
      const differs = theirs!.findIndex((line, i) => line !== ours![i]);
      if (differs >= 0) violations.push(`record ${differs} is ${ours![differs]}, without a kill ${theirs![differs]}`);
      else if (ours!.length > theirs!.length) violations.push(`${ours!.length - theirs!.length} records too many`);
    }
  }
  rmSync(cwd, { recursive: true, force: true });
  return { violations, ...counts, questions: (server?.chats.length ?? 0) - firstChat };
}
