import { DOCUMENTS, type DocumentName } from '../../src/contract/documents.js';

/** Documents that an option of their command decides. */
const BY_OPTION: readonly [option: string, of: string][] = [
  ['--repeat', 'backtest'],
  ['--assets', 'cycle'],
  ['--register', 'evaluate'],
  ['--registered', 'evaluate'],
  ['--league', 'paper'],
];

const isName = (name: string): name is DocumentName => Object.hasOwn(DOCUMENTS, name);

/** Which document this command line prints; null for a command that has none. */
export function documentOf(argv: readonly string[]): DocumentName | null {
  const words = argv.slice(0, 2);
  const command = [words.join(' '), words[0] ?? ''].find(isName);
  if (command === undefined) return null;
  const [option] = BY_OPTION.find(([name, of]) => of === command && argv.includes(name)) ?? [];
  if (option === undefined) return command;
  const value = argv[argv.indexOf(option) + 1];
  const isNamed = option === '--registered' && value !== undefined && !value.startsWith('--');
  const name = `${command} ${option}${isNamed ? ' NUMBER' : ''}`;
  if (isName(name)) return name;
  throw new Error(`no schema of "${name}"`);
}

/** How a document differs from its schema: null where it has every field, each of its kind, and no other. */
export function documentFault(name: DocumentName, document: unknown): string | null {
  const parsed = DOCUMENTS[name].safeParse(document);
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  // Whoever reads drops what the schema does not name.
  const unnamed = differences(document, parsed.data, '');
  return unnamed.length === 0 ? null : `not in the schema: ${unnamed.join(', ')}`;
}

function differences(given: unknown, read: unknown, path: string): string[] {
  if (Object.is(given, read)) return [];
  if (typeof given !== 'object' || given === null || typeof read !== 'object' || read === null) return [path];
  return Object.entries(given).flatMap(([key, value]) =>
    Object.hasOwn(read, key)
      ? differences(value, (read as Record<string, unknown>)[key], path === '' ? key : `${path}.${key}`)
      : [path === '' ? key : `${path}.${key}`],
  );
}
