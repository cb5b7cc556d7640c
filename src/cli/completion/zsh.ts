import type { CompletableCommand, CompletableOption } from './tree.js';

const quoted = (text: string): string => text.replace(/'/g, `'\\''`).replace(/([:[\]])/g, '\\$1');

function spec(option: CompletableOption): string {
  const about = `[${quoted(option.about)}]`;
  if (option.takesFile)
    return `'${option.flag}${option.takesValue ? '=' : ''}${about}${option.takesValue ? ':file:_files' : '::file:_files'}'`;
  if (!option.takesValue) return `'${option.flag}${about}'`;
  const values = option.choices.length > 0 ? `(${option.choices.join(' ')})` : ' ';
  return `'${option.flag}=${about}:value:${values}'`;
}

/** Zsh: one function a command, since `_arguments` describes one level. */
export function zshScript(program: string, commands: readonly CompletableCommand[]): string {
  const name = (path: readonly string[]): string => ['', program, ...path].join('_').replace(/-/g, '_');
  const functions = commands.map(({ path, children, words, options }) => {
    const specs = [...options.map(spec), `'--help[show the help]'`];
    if (children.length === 0) {
      const own = words.length > 0 ? [`'1:word:(${words.join(' ')})'`] : [];
      return `${name(path)}() {\n  _arguments ${[...specs, ...own].join(' \\\n    ')}\n}`;
    }
    const list = children.map((child) => `'${child.name}:${quoted(child.about)}'`).join(' ');
    const cases = children.map((child) => `      ${child.name}) ${name([...path, child.name])} ;;`);
    return `${name(path)}() {
  local -a commands=(${list})
  local context state line
  _arguments -C ${[...specs, `'1:command:->command'`, `'*::argument:->argument'`].join(' \\\n    ')}
  case "$state" in
    command) _describe command commands ;;
    argument) case "$line[1]" in
${cases.join('\n')}
    esac ;;
  esac
}`;
  });
  return `#compdef ${program}\n# zsh completion for ${program}\n${functions.join('\n')}\ncompdef ${name([])} ${program}`;
}
