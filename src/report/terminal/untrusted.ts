import { escapeForTerminal } from '../../core/text/escape-terminal.js';

/** Text that a model, a feed or a server wrote: on one line, and unable to steer the terminal. */
export const untrusted = (text: string): string => escapeForTerminal(text.replace(/\s+/g, ' ').trim());
