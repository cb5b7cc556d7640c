import { Command, Option } from 'commander';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';

const common = (command: Command): Command => command.addOption(jsonOption()).addOption(configOption());

export const sessionsCommand: CommandFactory = ({ session }) => {
  const list = common(
    new Command('list').description('List the sessions: what they trade, how they stand, what holds them back'),
  ).action(async (options: Record<string, unknown>) => {
    const { listSessions } = await import('./run.js');
    await listSessions(session, options);
  });
  const show = common(
    new Command('show').description('Show one session').argument('<NAME>', 'name of the session'),
  ).action(async (name: string, options: Record<string, unknown>) => {
    const { showSession } = await import('./run.js');
    await showSession(session, name, options);
  });
  const stop = new Command('stop')
    .description('Ask a running session to end cleanly after the bar it is at')
    .argument('<NAME>', 'name of the session')
    .addOption(configOption())
    .action(async (name: string, options: Record<string, unknown>) => {
      const { stopSession } = await import('./run.js');
      await stopSession(session, name, options);
    });
  const halt = new Command('halt')
    .description('Kill switch: nothing more is sent, what waits is taken back; the session goes on watching')
    .argument('[NAME]', 'name of the session; without one all of them')
    .addOption(new Option('--reason <TEXT>', 'what the file says').default('by hand'))
    .addOption(configOption())
    .action(async (name: string | undefined, options: Record<string, unknown>) => {
      const { haltSessions } = await import('./run.js');
      await haltSessions(session, name, options as unknown as Parameters<typeof haltSessions>[2]);
    });
  const resume = new Command('resume')
    .description('Take the kill switch back')
    .argument('[NAME]', 'name of the session; without one that of all')
    .addOption(configOption())
    .action(async (name: string | undefined, options: Record<string, unknown>) => {
      const { resumeSessions } = await import('./run.js');
      await resumeSessions(session, name, options);
    });
  return [list, show, stop, halt, resume].reduce((all, each) => all.addCommand(each), new Command('sessions'));
};
