const KEY = 'llm-trading.token';
const listeners = new Set<() => void>();
let asked = false;

const tell = (): void => {
  for (const listener of listeners) listener();
};

/** The token of a server that wants one: kept for this tab alone, sent in a header, never part of an address. */
export const token = {
  get: (): string | null => sessionStorage.getItem(KEY),
  set(value: string): void {
    sessionStorage.setItem(KEY, value);
    asked = false;
    tell();
  },
  /** The server wants one, or another one: what it does not take is not sent again, since it counts wrong ones. */
  refused(): void {
    sessionStorage.removeItem(KEY);
    if (asked) return;
    asked = true;
    tell();
  },
  isAsked: (): boolean => asked,
  /** Waits while one is asked for. */
  untilGiven: (): Promise<void> =>
    new Promise((resolve) => {
      if (!asked) {
        resolve();
        return;
      }
      const stop = token.onChange(() => {
        if (asked) return;
        stop();
        resolve();
      });
    }),
  onChange(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
