import { open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { asDiskError } from '../core/disk-error.js';
import { assertWritable } from './output-file.js';
import type { Session } from './session.js';

export interface LineWriter {
  /** Each document as one line of JSON. */
  write(documents: readonly unknown[]): Promise<void>;
  /** @returns how many lines there are */
  finish(): Promise<number>;
  /** Leaves no file behind. */
  discard(): Promise<void>;
}

/** Writes JSONL to stdout, or to a file that is there whole or not at all. @throws InputError or DiskError where it cannot be written */
export async function lineWriter(session: Session, out: string | undefined): Promise<LineWriter> {
  let lines = 0;
  const textOf = (documents: readonly unknown[]): string => {
    lines += documents.length;
    return documents.map((document) => `${JSON.stringify(document)}\n`).join('');
  };
  if (out === undefined) {
    return {
      write: (documents) => {
        session.io.stdout.write(textOf(documents));
        return Promise.resolve();
      },
      finish: () => Promise.resolve(lines),
      discard: () => Promise.resolve(),
    };
  }
  await assertWritable(out, '--out', session.io.cwd);
  const path = resolve(session.io.cwd, out);
  const part = `${path}.${process.pid}.part`;
  const refused = (error: unknown): never => {
    throw asDiskError(error, path);
  };
  const handle = await open(part, 'w').catch(refused);
  return {
    write: (documents) => handle.writeFile(textOf(documents)).catch(refused),
    async finish() {
      await handle.sync().catch(refused);
      await handle.close();
      await rename(part, path).catch(refused);
      return lines;
    },
    async discard() {
      await handle.close().catch(() => undefined);
      await rm(part, { force: true });
    },
  };
}
