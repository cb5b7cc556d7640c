import type { CompletableCommand } from './tree.js';

const quoted = (text: string): string => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;

/** Fish: one line an entry, with the condition under which it is offered. */
export function fishScript(program: string, commands: readonly CompletableCommand[]): string {
  const lines = commands.flatMap(({ path, children, words, options }) => {
    const seen = path.map((name) => `__fish_seen_subcommand_from ${name}`).join('; and ');
    const names = children.map((child) => child.name).join(' ');
    const notDeeper = children.length === 0 ? '' : `not __fish_seen_subcommand_from ${names}`;
    const condition = [seen, notDeeper].filter((part) => part !== '').join('; and ') || 'true';
    const start = `complete -c ${program} -n ${quoted(condition)}`;
    return [
      ...children.map((child) => `${start} -f -a ${child.name} -d ${quoted(child.about)}`),
      ...(words.length > 0 ? [`${start} -f -a ${quoted(words.join(' '))}`] : []),
      ...options.map((option) => {
        const value = option.takesFile
          ? ' -F'
          : option.choices.length > 0
            ? ` -x -a ${quoted(option.choices.join(' '))}`
            : option.takesValue
              ? ' -x'
              : ' -f';
        return `${start} -l ${option.flag.slice(2)}${value}${option.takesFile && option.takesValue ? ' -r' : ''} -d ${quoted(option.about)}`;
      }),
    ];
  });
  return [`# fish completion for ${program}`, ...lines].join('\n');
}
