import { shellCommand } from '../../core/shell-command.js';

/** The text of the README beside a new strategy. `folder` and `data` are written as they are typed in a shell. */
export function readmeText(name: string, extension: 'ts' | 'js', folder: string): string {
  const given = { data: 'demo/demo-BTCUSDT-1h.csv', strategy: `${folder}/${name}.${extension}` };
  return `# ${name}

Run it on the generated demo market:

\`\`\`bash
${shellCommand('data demo', { out: 'demo' })}
${shellCommand('backtest', given)}
${shellCommand('backtest', { ...given, param: 'period=30' })}
\`\`\`

See whether any decision changes when the future does:

\`\`\`bash
${shellCommand('lookahead', given)}
\`\`\`

Its test needs the package to be found from this folder: inside the program's own folder it is; elsewhere
\`npm link llm-trading-system\` makes it so, once \`npm link\` was run in the program's folder.

\`\`\`bash
node --test ${folder}/${name}.test.mjs
\`\`\`
`;
}
