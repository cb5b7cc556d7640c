import { warningList } from '../report/terminal/remarks.js';
import type { Session } from './session.js';

/** Says on stderr what looks like a mistake, a line each. */
export function warn(session: Session, warnings: readonly string[]): void {
  const text = warningList(warnings, session.errorStyle);
  if (text !== null) session.note(text);
}
