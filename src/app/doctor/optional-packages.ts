import { OPTIONAL_PACKAGES, installCommand, type OptionalPackage } from '../../infra/packages/optional.js';
import { ok, skipped, warned, type Check } from './check.js';
import { installedVersion } from './packages.js';

const NAMES: Readonly<Record<OptionalPackage, string>> = {
  ccxt: 'ccxt',
  '@ai-sdk/openai': 'OpenAI SDK',
  '@ai-sdk/anthropic': 'Anthropic SDK',
  '@ai-sdk/google': 'Google SDK',
  '@ai-sdk/azure': 'Azure SDK',
  '@ai-sdk/openai-compatible': 'OpenAI-like',
};

/** Whether `version` satisfies a caret range from `oldest` on, both of major version 1 or later. */
const satisfies = (version: string, oldest: string): boolean =>
  version.split('.')[0] === oldest.split('.')[0] && version.localeCompare(oldest, 'en', { numeric: true }) >= 0;

/** Each package that may be left out: there, too old or too new, or missing, with the command that installs it. */
export function checkOptionalPackages(ranges: Readonly<Record<string, string>>, root: string): Promise<Check[]> {
  return Promise.all(
    (Object.keys(OPTIONAL_PACKAGES) as OptionalPackage[]).map(async (name): Promise<Check> => {
      const use = `it ${OPTIONAL_PACKAGES[name]}`;
      const found = { group: 'machine', name: NAMES[name] } as const;
      const [installed, oldest] = [await installedVersion(name, root), ranges[name]!.replace(/^\^/, '')];
      if (installed === null) {
        const check = skipped('machine', found.name, `${name} is not installed (optional): ${use}.`);
        return { ...check, remedy: installCommand(name) };
      }
      if (satisfies(installed, oldest)) return ok('machine', found.name, `${name} ${installed} is installed: ${use}.`);
      return warned(
        { ...found, message: `${name} is ${installed}, tested is ${oldest}: ${use}.` },
        installCommand(name),
      );
    }),
  );
}
