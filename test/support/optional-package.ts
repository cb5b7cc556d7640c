import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Whether an optional package is installed. Where the continuous checks run it has to be. */
export function hasPackage(name: string): boolean {
  if (process.env.CI === 'true') return true;
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

export const PACKAGE_REASON = 'the optional package is not installed';
