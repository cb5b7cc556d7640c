import { useWords } from '../language/use-language.js';

/** As the engine names them. */
const EXITS = ['order', 'limit', 'stop', 'trailing_stop', 'take_profit', 'liquidation', 'drift', 'kill'] as const;

/** Why something filled, in the reader's language; as it is called where it is not known. */
export function useExitText(): (reason: string) => string {
  const { t } = useWords();
  return (reason) => {
    const known = EXITS.find((each) => each === reason);
    return known === undefined ? reason : t(`exit.${known}`);
  };
}
