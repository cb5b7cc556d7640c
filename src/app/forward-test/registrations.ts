import { join } from 'node:path';
import { InputError } from '../../core/errors.js';
import { shellCommand } from '../../core/shell-command.js';
import { registrationSchema, type Registration } from '../../evaluation/forward-test/registration.js';
import {
  openRegistrations,
  type RegistrationStore,
  type StoredRegistration,
} from '../../infra/store/registrations/registration-store.js';
import type { Runtime } from '../runtime/runtime.js';
import { canonicalSha256 } from '../../infra/store/files/sha256.js';

/** A registration with its number and the hash it can be published by. */
export type Registered = StoredRegistration<Registration>;

/** Where the registrations of a user data folder lie. */
export const registrationsOf = ({ config }: Pick<Runtime, 'config'>): RegistrationStore<Registration> =>
  openRegistrations({
    folder: join(config.userDataDir, 'registrations'),
    parse: (value) => registrationSchema.parse(value),
    hash: canonicalSha256,
  });

/** @param spec its number, or how its hash begins; @throws InputError where it fits none or several of them */
export async function findRegistration(spec: string, runtime: Pick<Runtime, 'config'>): Promise<Registered> {
  const all = await registrationsOf(runtime).list();
  const wanted = spec.toLowerCase();
  // A short run of digits is a number: a hash is named by four characters or more.
  const byNumber = /^\d{1,3}$/.test(wanted) ? all.filter(({ number }) => number === Number(wanted)) : [];
  const byHash = wanted.length < 4 ? [] : all.filter(({ sha256 }) => sha256.startsWith(wanted));
  const found = [...byNumber, ...byHash];
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const there =
    all.length === 0
      ? 'nothing is registered yet'
      : all.map(({ number, sha256 }) => `${number} (${sha256.slice(0, 12)})`).join(', ');
  throw new InputError(
    'forward-test.unknown',
    found.length > 1
      ? `The hashes of ${found.length} registrations begin with "${spec}": write more of it.`
      : `There is no registration "${spec}": ${all.length === 0 ? there : `there are ${there}`}.`,
    { where: 'registered', remedy: `list them with "${shellCommand('evaluate', { registered: true })}"` },
  );
}
