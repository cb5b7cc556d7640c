import { tooOldNode } from './node-version.js';

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
