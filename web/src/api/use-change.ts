import { useState } from 'preact/hooks';
import { RequestFailed } from './client.js';

/** Something that the server is told to do: whether it is being done, and why it was refused. */
export function useChange() {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<RequestFailed | null>(null);
  return {
    isBusy,
    error,
    run: (change: () => Promise<unknown>, then?: () => void): void => {
      setBusy(true);
      setError(null);
      change()
        .then(() => then?.())
        .catch((problem: unknown) => {
          if (!(problem instanceof RequestFailed)) throw problem;
          setError(problem);
        })
        .finally(() => setBusy(false));
    },
  };
}
