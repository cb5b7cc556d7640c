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

/**
 * The process of a command. Everything else is loaded only once Node is known to be new enough: an older one fails at the
 * first file whose syntax it does not know, with a message that says nothing about versions.
 */
export async function start(args: readonly string[]): Promise<void> {
  const problem = tooOldNode(process.versions.node);
  if (problem !== null) {
    process.stderr.write(`✖ ${problem}\n`);
    process.exit(2);
  }
  const [{ runProcess }, { runCli }] = await Promise.all([import('./process-io.js'), import('./run-cli.js')]);
  await runProcess((io) => runCli(args, io));
}
