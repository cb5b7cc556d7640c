import { readLeagueFile, withBaselines } from '../../../app/live/league/league-file.js';
import { runLeague } from '../../../app/live/league/run-league.js';
import { openWatching } from '../../../app/live/watching.js';
import type { LeagueMember } from '../../../contract/league.js';
import type { SessionFeed } from '../../../contract/session.js';
import { InputError } from '../../../core/errors.js';
import { given } from '../../../core/given.js';
import { renderLeague } from '../../../report/terminal/league.js';
import { specOfOptions } from '../backtest/spec.js';
import { EXIT } from '../../exit-code.js';
import type { Session } from '../../session.js';
import { limitsOf, watchingOf, type PaperGiven } from './options.js';
import { noteStart } from './notes.js';

/** @returns the exit code: 3 where a member could not go on */
export async function runLeagueCommand(
  session: Session,
  options: PaperGiven,
  file: string,
  prices: SessionFeed | null,
): Promise<number> {
  const { cwd, signal } = session.io;
  const listed = withBaselines(await readLeagueFile(file, cwd), options.strategy);
  const members = [];
  for (const member of listed) {
    try {
      const { spec, runtime } = await specOfOptions(session, optionsOf(member, options));
      members.push({ name: member.name, spec, runtime });
    } catch (error) {
      throw ofMember(member.name, error);
    }
  }
  const { runtime } = members[0]!;
  const watching = await openWatching(watchingOf(options, cwd), runtime);
  if (watching.metricsUrl !== null) session.note(session.say('Metrics are at {url}.', { url: watching.metricsUrl }));
  const inRealTime = prices !== null && options.speed === undefined;
  const observers = new Map(
    members.map(({ name }) => [
      `${options.session}.${name}`,
      watching.observe(`${options.session}.${name}`, inRealTime),
    ]),
  );
  const [first] = observers.values();
  const result = await runLeague(
    {
      name: options.session,
      members,
      limits: limitsOf(options),
      prices,
      speed: options.speed ?? null,
      replay: options.replay,
      cwd,
      signal,
      onStart: (name, start) => {
        observers.get(name)!.started(start);
        noteStart(session, name, start);
      },
      onStep: (name, outcome) => {
        if (outcome.code === 'booked') observers.get(name)!.stepped(outcome);
      },
      onFault: (fault) => {
        first!.troubled(fault);
        session.note(session.style.asTyped(fault.reason));
      },
      onUnregistered: (name, reason) =>
        session.note(
          session.say('Session {name} is no registered forward test: {reason}', {
            name,
            reason: session.style.asTyped(reason),
          }),
        ),
      onFailed: (name, reason) => {
        observers.get(name)!.ended({ code: 'error', reason, equity: null });
        session.note(
          session.say('Session {name} cannot go on, and the others do: {reason}', {
            name,
            reason: session.style.asTyped(reason),
          }),
        );
      },
      onEnd: ({ session: name, end, equity }) => observers.get(name)!.ended({ ...end, equity }),
    },
    runtime,
  ).finally(() => watching.close());
  if (options.json === true) session.printJson(result);
  else session.print(renderLeague(result, session.style));
  return result.failed.length > 0 ? EXIT.unavailable : EXIT.done;
}

/** The same error, with the member that it is about. */
function ofMember(name: string, error: unknown): unknown {
  if (!(error instanceof InputError)) return error;
  const { code, message, where, expected, remedy } = error;
  return new InputError(code, `Member ${name}: ${message}`, { ...given({ where, expected, remedy }), cause: error });
}

/** What the command line says of all, with what the file says of one. Parameters belong to a strategy: who has another has its own. */
function optionsOf({ strategy, params, model, prompt }: LeagueMember, options: PaperGiven): PaperGiven {
  const common = strategy === undefined || strategy === options.strategy ? (options.params ?? []) : [];
  const own = Object.entries(params ?? {}).map(([name, value]) => `${name}=${value}`);
  return { ...options, ...given({ strategy, model, prompt }), params: [...common, ...own] };
}
