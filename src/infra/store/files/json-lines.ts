import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from './durable-file.js';

/** Adds a value as one line of JSON; it is on disk when this resolves. */
export async function appendJsonLine(path: string, value: unknown): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const file = await open(path, 'a+');
  try {
    const { size } = await file.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await file.read(last, 0, 1, size - 1);
    // A line that a crash cut short stays a line of its own, and nothing is lost with it.
    const start = size > 0 && last.toString() !== '\n' ? '\n' : '';
    await file.appendFile(`${start}${JSON.stringify(value)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(folder);
}

export interface JsonLine {
  /** From 1. */
  readonly number: number;
  readonly value: unknown;
}

/** The lines of such a file; one that a crash cut short is left out. Nothing of a file that is not there. @throws what the system says */
export async function readJsonLines(path: string): Promise<JsonLine[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((line, i): JsonLine[] => {
    try {
      return [{ number: i + 1, value: JSON.parse(line) as unknown }];
    } catch {
      return [];
    }
  });
}
