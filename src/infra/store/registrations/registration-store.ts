import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { asDiskError, DiskError } from '../../../core/disk-error.js';
import { InputError, messageOf, UnavailableError } from '../../../core/errors.js';
import { sha256Of } from '../files/sha256.js';
import { writeOnce } from '../files/atomic-file.js';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
const envelopeSchema = z.strictObject({
  schema_version: z.literal(1),
  /** From 1, without gaps. */
  number: z.int().positive(),
  /** Seal of the registration before this one; null for the first. */
  previous: sha256Schema.nullable(),
  /** SHA-256 of the registration's canonical JSON: the name under which it can be published. */
  sha256: sha256Schema,
  /** SHA-256 of `<number>:<previous seal>:<sha256>`. */
  seal: sha256Schema,
  registration: z.unknown(),
});
type Envelope = z.infer<typeof envelopeSchema>;

/** `0001.json`. */
const FILE = /^(\d{4,})\.json$/;

export interface StoredRegistration<T> {
  readonly number: number;
  readonly sha256: string;
  readonly registration: T;
}

export interface RegistrationStoreSettings<T> {
  /** Made when the first registration is written. */
  readonly folder: string;
  /** Checks the document; throws where it is invalid. */
  readonly parse: (value: unknown) => T;
  /** SHA-256 of the document's canonical JSON, lower-case hex. */
  readonly hash: (registration: T) => string;
}

export interface RegistrationStore<T> {
  /** Durable when it resolves. One that is there already (the same hash) is given back, not written again. */
  add(registration: T): Promise<StoredRegistration<T>>;
  /** All, in the order in which they were made. @throws InputError `registration.tampered` */
  list(): Promise<readonly StoredRegistration<T>[]>;
}

/**
 * Registrations as files of one folder, written once and never again. Each holds the hash of its document and the seal of the file
 * before, so that one changed, removed from within, put in between or renumbered is found. Whoever rewrites every file, or takes away
 * the last ones, is not: against that, publish the hash when it is made.
 */
export function openRegistrations<T>({ folder, parse, hash }: RegistrationStoreSettings<T>): RegistrationStore<T> {
  const readAll = async (): Promise<{ stored: StoredRegistration<T>[]; seal: string | null }> => {
    const stored: StoredRegistration<T>[] = [];
    let seal: string | null = null;
    for (const name of await fileNames(folder)) {
      const path = join(folder, name);
      const envelope = readEnvelope(path, await readText(path));
      const { number, previous, sha256 } = envelope;
      const registration = parsed(path, envelope.registration, parse);
      if (number !== stored.length + 1 || name !== fileName(number)) throw tampered(path, 'its number does not follow');
      if (previous !== seal) throw tampered(path, 'it does not follow the file before it');
      if (hash(registration) !== sha256) throw tampered(path, 'its content is not what was registered');
      if (sealOf(number, previous, sha256) !== envelope.seal) throw tampered(path, 'its seal is wrong');
      stored.push({ number, sha256, registration });
      seal = envelope.seal;
    }
    return { stored, seal };
  };
  return {
    list: async () => (await readAll()).stored,
    add: async (given) => {
      const registration = parse(given);
      const sha256 = hash(registration);
      // Of two processes that register at once, the second finds the number taken and reads again.
      for (let attempt = 0; attempt < 100; attempt++) {
        const { stored, seal: previous } = await readAll();
        const known = stored.find((other) => other.sha256 === sha256);
        if (known !== undefined) return known;
        const number = stored.length + 1;
        const seal = sealOf(number, previous, sha256);
        const envelope: Envelope = { schema_version: 1, number, previous, sha256, seal, registration };
        if (await writeRegistration(folder, fileName(number), `${JSON.stringify(envelope, null, 2)}\n`)) {
          return { number, sha256, registration };
        }
      }
      throw new UnavailableError('registration.busy', `Others keep registering in ${folder}.`, {
        where: folder,
        retryable: true,
      });
    },
  };
}

const fileName = (number: number): string => `${String(number).padStart(4, '0')}.json`;

const sealOf = (number: number, previous: string | null, sha256: string): string =>
  sha256Of(`${number}:${previous ?? ''}:${sha256}`);

async function fileNames(folder: string): Promise<string[]> {
  try {
    const names = (await readdir(folder)).filter((name) => FILE.test(name));
    return names.sort((a, b) => parseInt(a, 10) - parseInt(b, 10));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw unreadable(folder, error);
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw unreadable(path, error);
  }
}

function readEnvelope(path: string, text: string): Envelope {
  try {
    return envelopeSchema.parse(JSON.parse(text));
  } catch (error) {
    throw tampered(path, 'it is not a registration as it was written', error);
  }
}

function parsed<T>(path: string, value: unknown, parse: (value: unknown) => T): T {
  try {
    return parse(value);
  } catch (error) {
    throw tampered(path, 'its document is not one that could be registered', error);
  }
}

/** False where the name is taken. */
async function writeRegistration(folder: string, name: string, text: string): Promise<boolean> {
  try {
    return await writeOnce(join(folder, name), text, 0o444);
  } catch (error) {
    const refused = asDiskError(error, folder);
    if (refused instanceof DiskError) throw refused;
    throw new UnavailableError('registration.write', `The registration could not be written: ${messageOf(error)}.`, {
      where: folder,
      remedy: 'check that the disk has room and the folder may be written to',
      cause: error,
    });
  }
}

const tampered = (path: string, why: string, cause?: unknown): InputError =>
  new InputError('registration.tampered', `${path} cannot be trusted: ${why}.`, {
    where: path,
    remedy: 'restore the folder from a backup; what was changed after it was registered proves nothing',
    cause,
  });

const unreadable = (path: string, error: unknown): UnavailableError =>
  new UnavailableError('registration.read', `${path} cannot be read: ${messageOf(error)}.`, {
    where: path,
    remedy: 'check that it may be read',
    cause: error,
  });
