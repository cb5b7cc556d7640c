/** How a field is typed at a shell: in kebab case behind two dashes, as commander reads it. */
export const asOption = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/**
 * A command line of this program, for a message that says what to run.
 * @param words the command and its arguments, e.g. `data fetch BTCUSDT`
 * @param options by name, in the order in which they are typed; true where there is nothing to say but that
 */
export function shellCommand(words: string, options: Readonly<Record<string, string | true>> = {}): string {
  const given = Object.entries(options).map(([name, value]) =>
    value === true ? asOption(name) : `${asOption(name)} ${value}`,
  );
  return ['llm-trading', words, ...given].join(' ');
}
