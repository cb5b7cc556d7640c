/** The oldest Node that runs the program, as `engines` of package.json has it. */
const OLDEST = [20, 19] as const;

/**
 * What to tell who runs an older Node; null where it is new enough. Without any import, and in syntax that old versions know.
 * @param version as `process.versions.node`: `18.20.8`
 */
export function tooOldNode(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return null;
  return `llm-trading needs Node ${OLDEST.join('.')} or newer; this is ${version}. Install a newer one from https://nodejs.org.`;
}
