import { describe, expect, it } from 'vitest';
import { asDiskError, diskError, DiskError } from './disk-error.js';
import { InputError, RefusedError, UnavailableError } from './errors.js';

const refusal = (code: string, path?: unknown) => Object.assign(new Error(`${code}: not so`), { code, path });

describe('a place that the system refuses', () => {
  it.each([
    ['EACCES', 'you have no right to it', 'choose another place, or give yourself the right'],
    ['EPERM', 'you have no right to it', 'choose another place, or give yourself the right'],
    ['EROFS', 'the disk is read-only', 'choose another place'],
    ['ENOSPC', 'the disk is full', 'make room, then run the same command again'],
    ['EDQUOT', 'your share of the disk is used up', 'make room, then run the same command again'],
    ['EFBIG', 'the disk takes no file of this size', 'choose another place'],
    ['EEXIST', 'a part of the path is a file and no folder', 'choose another place, or move the file away'],
    ['ENOTDIR', 'a part of the path is a file and no folder', 'choose another place, or move the file away'],
    ['EISDIR', 'it is a folder', 'name a file'],
    ['ENAMETOOLONG', 'the name is too long', 'choose a shorter one'],
    ['ELOOP', 'its links go in a circle', 'choose another place'],
  ])('%s: %s', (code, problem, remedy) => {
    const cause = refusal(code, '/data/run.json');
    const error = asDiskError(cause) as DiskError;
    expect(error).toBeInstanceOf(DiskError);
    expect(error).toMatchObject({
      kind: 'input',
      code: 'disk',
      message: `/data/run.json cannot be used, since ${problem} (${code}): ${remedy}.`,
      where: '/data/run.json',
      remedy,
      retryable: false,
    });
    expect(error.cause).toBe(cause);
  });

  it('is named as the user knows it, else as the error does', () => {
    const where = (error: unknown, path?: string) => (asDiskError(error, path) as DiskError).where;
    expect(where(refusal('EACCES', '/a'), '/b')).toBe('/b');
    expect(where(refusal('EACCES', 7))).toBe('a file');
    expect(where(refusal('EACCES'))).toBe('a file');
    const outside = new UnavailableError('x', 'x', { where: '/c', cause: refusal('ENOSPC', '/a') });
    expect(where(outside)).toBe('/c');
    expect(where(outside, '/b')).toBe('/b');
    expect(where(new UnavailableError('x', 'x', { cause: refusal('ENOSPC', '/a') }))).toBe('/a');
  });

  it('is found up to five causes deep', () => {
    const within = (depth: number): unknown =>
      depth === 0 ? refusal('ENOSPC', '/a') : new Error('outer', { cause: within(depth - 1) });
    expect(asDiskError(within(5))).toBeInstanceOf(DiskError);
    const deeper = within(6);
    expect(asDiskError(deeper)).toBe(deeper);
  });

  it.each([
    ['an error of the user', new InputError('x', 'x', { cause: refusal('EACCES') })],
    ['a limit of ours', new RefusedError('x', 'x', { cause: refusal('EACCES') })],
    ['a plain error', new Error('x')],
    ['an error of the network', refusal('ECONNREFUSED')],
    ['a code that is a number', Object.assign(new Error('x'), { code: 13 })],
    ['a word that every object knows', refusal('toString')],
    ['no error at all', { code: 'EACCES' }],
    ['nothing', undefined],
  ])('leaves alone %s', (_, error) => {
    expect(asDiskError(error)).toBe(error);
  });

  it.each([
    ['/data/runs/.next-7/equity.parquet', '/data/runs'],
    ['/data/runs/.commit-7', '/data/runs'],
    ['/data/runs/.unfinished-7/a/b', '/data/runs'],
    ['/data/.0b8f6a52-98a1-4c3e-9d0e-2f6f1b3a7c55.tmp', '/data'],
    ['C:\\data\\.next-7\\x', 'C:\\data'],
    ['/data/bars.parquet.12.part', '/data/bars.parquet'],
    ['/data/.nextcloud/x', '/data/.nextcloud/x'],
    ['/data/x.12.part/y', '/data/x.12.part/y'],
  ])('%s is %s to the user', (path, known) => {
    expect(diskError(path, 'ENOSPC', undefined).where).toBe(known);
  });

  it('of an unknown code is a matter of rights', () => {
    expect(diskError('/a', 'EXXX', undefined).message).toBe(
      '/a cannot be used, since you have no right to it (EXXX): choose another place, or give yourself the right.',
    );
  });
});
