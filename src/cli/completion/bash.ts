import type { CompletableCommand } from './tree.js';

const key = (path: readonly string[]): string => path.map((name) => `/${name}`).join('');

/** Bash: the words before the cursor lead to a command; its children and options are offered. */
export function bashScript(program: string, commands: readonly CompletableCommand[]): string {
  const paths = commands.filter(({ path }) => path.length > 0).map(({ path }) => key(path));
  const values = commands.flatMap(({ path, options }) =>
    options
      .filter((option) => option.takesValue || option.takesFile)
      .map((option) => {
        const reply = option.takesFile
          ? 'COMPREPLY=( $(compgen -f -- "$cur") ); return'
          : option.choices.length > 0
            ? `COMPREPLY=( $(compgen -W "${option.choices.join(' ')}" -- "$cur") ); return`
            : 'return';
        return `    "${key(path)} ${option.flag}") ${reply} ;;`;
      }),
  );
  const words = commands.map(({ path, children, words: own, options }) => {
    const all = [...children.map((child) => child.name), ...own, ...options.map((option) => option.flag), '--help'];
    return `    "${key(path)}") words="${all.join(' ')}" ;;`;
  });
  return `# bash completion for ${program}
_${program.replace(/-/g, '_')}() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" where="" word words=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$where/$word" in
      ${paths.join('|')}) where="$where/$word" ;;
    esac
  done
  case "$where $prev" in
${values.join('\n')}
  esac
  case "$where" in
${words.join('\n')}
  esac
  COMPREPLY=( $(compgen -W "$words" -- "$cur") )
}
complete -o filenames -F _${program.replace(/-/g, '_')} ${program}`;
}
