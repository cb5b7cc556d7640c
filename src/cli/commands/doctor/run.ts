import { runDoctor } from '../../../app/doctor/doctor.js';
import { renderDoctor } from '../../../report/terminal/doctor.js';
import { withProgress } from '../../progress.js';
import type { Session } from '../../session.js';
import type { DoctorGiven } from './options.js';

/** @returns the exit code: 0 nothing fails, 2 the user has to fix something, 3 only the outside fails */
export async function doctor(session: Session, options: DoctorGiven): Promise<number> {
  const { env, cwd, stderr, signal } = session.io;
  const report = await withProgress(session, session.say('looking at everything'), () =>
    runDoctor({
      env,
      cwd,
      signal,
      logStream: stderr,
      prettyLog: stderr.isTTY === true,
      defaultLogLevel: 'error',
      offline: options.offline ?? false,
      configFile: options.config,
    }),
  );
  if (options.json === true) session.printJson(report);
  else session.print(renderDoctor(report, session.style));
  return report.exit_code;
}
