// Loaded into a process that is to kill itself (`node --import`), at an access to the disk or at a word of its own, by STRIKE:
// {"access": 3}: at its fourth change of anything on the disk;
// {"goal": 9000, "kind": "opinion", "moment": "torn"}: at the first write of such a record that reaches this place of the journal;
// {"goal": 9000, "moment": "told"}: when it tells of a fill, with so much in its journal.
import { Buffer } from 'node:buffer';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { access = -1, goal = Infinity, kind = '', moment } = JSON.parse(process.env.STRIKE);
const die = () => process.kill(process.pid, 'SIGKILL');
const isWanted = kind === '' ? () => true : (bytes) => Buffer.from(bytes).includes(`"kind":"${kind}"`);
let accesses = 0;
let reached = 0;
let diesAfterSync = false;

const { writeSync } = fs;
fs.writeSync = (handle, bytes, offset, length, position) => {
  // Only a journal is written at places of its file that are told, beyond its beginning.
  const isJournal = typeof position === 'number' && position > 0;
  const strikes = isJournal && position + length >= goal && moment !== 'told' && isWanted(bytes);
  if (strikes && moment === 'before') die();
  if (strikes && moment === 'torn') {
    writeSync(handle, bytes, offset, Math.max(1, Math.floor(length / 2)), position);
    die();
  }
  const taken = writeSync(handle, bytes, offset, length, position);
  if (isJournal) reached = position + length;
  if (strikes && moment === 'written') die();
  if (strikes) diesAfterSync = true;
  return taken;
};
const { fdatasyncSync } = fs;
fs.fdatasyncSync = (handle) => {
  fdatasyncSync(handle);
  if (diesAfterSync) die();
};
for (const name of ['writeSync', 'fdatasyncSync', 'fsyncSync', 'renameSync', 'rmSync', 'ftruncateSync']) {
  const change = fs[name];
  fs[name] = (...args) => {
    if (accesses++ === access) die();
    return change(...args);
  };
}
syncBuiltinESMExports();

const tell = process.stderr.write.bind(process.stderr);
process.stderr.write = (text, ...more) => {
  const isDone = tell(text, ...more);
  if (moment === 'told' && reached >= goal && / (bought|sold) /.test(text)) die();
  return isDone;
};
