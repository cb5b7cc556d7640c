import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { SESSION_CONTROL_OPTIONS, SESSION_HALT_OPTIONS, SESSION_OPTIONS } from './options.js';

type Typed = Record<string, unknown>;

export const sessionsCommand: CommandFactory = ({ session }) => {
  const list = withOptions(new Command('list'), SESSION_OPTIONS)
    .description('List the sessions: what they trade, how they stand, what holds them back')
    .action(async (typed: Typed) => {
      const { listSessions } = await import('./run.js');
      await listSessions(session, readFor(session, SESSION_OPTIONS, typed));
    });
  const show = withOptions(new Command('show'), SESSION_OPTIONS)
    .description('Show one session')
    .argument('<NAME>', 'name of the session')
    .action(async (name: string, typed: Typed) => {
      const { showSession } = await import('./run.js');
      await showSession(session, name, readFor(session, SESSION_OPTIONS, typed));
    });
  const compare = withOptions(new Command('compare'), SESSION_OPTIONS)
    .description('Compare sessions: what they made, what their calls cost, how good their opinions were')
    .argument('<NAME...>', 'names of sessions, or of a league')
    .action(async (names: string[], typed: Typed) => {
      const { compareNamed } = await import('./run.js');
      await compareNamed(session, names, readFor(session, SESSION_OPTIONS, typed));
    });
  const stop = withOptions(new Command('stop'), SESSION_CONTROL_OPTIONS)
    .description('Ask a running session to end cleanly after the bar it is at')
    .argument('<NAME>', 'name of the session')
    .action(async (name: string, typed: Typed) => {
      const { stopSession } = await import('./run.js');
      await stopSession(session, name, readFor(session, SESSION_CONTROL_OPTIONS, typed));
    });
  const halt = withOptions(new Command('halt'), SESSION_HALT_OPTIONS)
    .description('Kill switch: nothing more is sent, what waits is taken back; the session goes on watching')
    .argument('[NAME]', 'name of the session; without one all of them')
    .action(async (name: string | undefined, typed: Typed) => {
      const { haltSessions } = await import('./run.js');
      await haltSessions(session, name, readFor(session, SESSION_HALT_OPTIONS, typed));
    });
  const resume = withOptions(new Command('resume'), SESSION_CONTROL_OPTIONS)
    .description('Take the kill switch back')
    .argument('[NAME]', 'name of the session; without one that of all')
    .action(async (name: string | undefined, typed: Typed) => {
      const { resumeSessions } = await import('./run.js');
      await resumeSessions(session, name, readFor(session, SESSION_CONTROL_OPTIONS, typed));
    });
  return [list, show, compare, stop, halt, resume].reduce((all, each) => all.addCommand(each), new Command('sessions'));
};
