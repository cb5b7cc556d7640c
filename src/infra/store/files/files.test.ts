import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskError } from '../../../core/disk-error.js';
import { writeFileAtomic, writeOnce } from './atomic-file.js';
import { renamed, writeDurable } from './durable-file.js';
import { appendJsonLine, readJsonLines } from './json-lines.js';
import { canonicalSha256, sha256Of } from './sha256.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
function* failing(): Generator<string> {
  yield 'half';
  throw new Error('no more');
}

describe('writeFileAtomic', () => {
  it('makes the folder, and replaces a file whole', async () => {
    const path = join(folder, 'a', 'b', 'file');
    await writeFileAtomic(path, ['one ', Buffer.from('two')]);
    await writeFileAtomic(path, ['three']);
    expect(text('a/b/file')).toBe('three');
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['file']);
  });

  it('leaves the old file, and nothing else, where the parts fail', async () => {
    await writeFileAtomic(join(folder, 'file'), ['old']);
    await expect(writeFileAtomic(join(folder, 'file'), failing())).rejects.toThrow('no more');
    expect(text('file')).toBe('old');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('names the place where a file is in the way', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(writeFileAtomic(join(folder, 'file', 'x'), ['text'])).rejects.toThrow(DiskError);
  });
});

describe('writeOnce', () => {
  it('keeps what the first of several writers wrote', async () => {
    const path = join(folder, 'once.json');
    const written = await Promise.all(Array.from({ length: 8 }, (_, i) => writeOnce(path, `writer ${i}`)));
    expect(written.filter(Boolean)).toHaveLength(1);
    expect(text('once.json')).toBe(`writer ${written.indexOf(true)}`);
    expect(await writeOnce(path, 'later')).toBe(false);
    expect(readdirSync(folder)).toEqual(['once.json']);
  });

  it.runIf(process.platform !== 'win32')('gives the file its rights', async () => {
    await writeOnce(join(folder, 'once'), 'text', 0o444);
    expect(statSync(join(folder, 'once')).mode & 0o777).toBe(0o444);
  });

  it('does not take a file in the place of its folder for its own name', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(writeOnce(join(folder, 'file', 'once'), 'text')).rejects.toThrow('EEXIST');
  });
});

describe('writeDurable and renamed', () => {
  it('refuse a name that is taken', async () => {
    await writeDurable(join(folder, 'file'), ['one']);
    await expect(writeDurable(join(folder, 'file'), ['two'])).rejects.toThrow('EEXIST');
    for (const name of ['made', 'taken']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'taken', 'x'), '');
    expect(await renamed(join(folder, 'made'), join(folder, 'taken'))).toBe(false);
    expect(await renamed(join(folder, 'made'), join(folder, 'free'))).toBe(true);
  });

  it('stop at a signal', async () => {
    const signal = AbortSignal.abort(new Error('given up'));
    await expect(writeDurable(join(folder, 'file'), ['one'], { signal })).rejects.toThrow('given up');
  });
});

describe('lines of JSON', () => {
  it('come back as they were added', async () => {
    const path = join(folder, 'log', 'lines.jsonl');
    expect(await readJsonLines(path)).toEqual([]);
    await appendJsonLine(path, { a: 1 });
    await appendJsonLine(path, [2]);
    expect(await readJsonLines(path)).toEqual([
      { number: 1, value: { a: 1 } },
      { number: 2, value: [2] },
    ]);
  });

  it('survive a last line cut at every byte: no other line is lost, and the next one stands by itself', async () => {
    const path = join(folder, 'lines.jsonl');
    const [first, second] = [`${JSON.stringify({ a: 'one' })}\n`, `${JSON.stringify({ b: 'two' })}\n`];
    for (let cut = 0; cut < second.length - 1; cut++) {
      writeFileSync(path, first + second.slice(0, cut));
      await appendJsonLine(path, { c: cut });
      expect((await readJsonLines(path)).map(({ value }) => value)).toEqual([{ a: 'one' }, { c: cut }]);
    }
  });
});

describe('hashes', () => {
  it('are those that other programs give', () => {
    expect(sha256Of('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256Of(Buffer.from('abc'))).toBe(sha256Of('abc'));
    expect(canonicalSha256({ b: 1, a: [true, null] })).toBe(sha256Of('{"a":[true,null],"b":1}'));
  });
});
