/**
 * A process that appends to a journal as fast as it can and says what was acknowledged, or, with "hold", only opens it.
 * node appender.mjs <built journal module> <folder> append|hold
 */
import { writeSync } from 'node:fs';
import { setTimeout } from 'node:timers';
import { pathToFileURL } from 'node:url';

const [, , module, folder, task] = process.argv;
const { openJournal } = await import(pathToFileURL(module).href);
const say = (text) => writeSync(1, `${text}\n`);

try {
  const journal = await openJournal({
    folder,
    at: Date.now(),
    sessionId: 'kills',
    programVersion: '0.1.0',
    configurationHash: 'c'.repeat(64),
  });
  say('open');
  if (task === 'hold') setTimeout(() => journal.close(), 60_000);
  else {
    const last = journal.records.findLast(({ kind }) => kind === 'intent' || kind === 'bar');
    for (let i = (last?.data.i ?? 0) + 1; ; i++) {
      const pad = 'x'.repeat((i * 37) % 900);
      journal.append(Date.now(), [
        { kind: 'bar', data: { i } },
        { kind: 'intent', data: { i, pad } },
      ]);
      say(`${i}`);
    }
  }
} catch (error) {
  say(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
