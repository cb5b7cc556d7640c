/** The text of the README beside a new strategy. `folder` and `data` are written as they are typed in a shell. */
export const readmeText = (name: string, extension: 'ts' | 'js', folder: string): string => `# ${name}

Run it on the generated demo market:

\`\`\`bash
llm-trading data demo --out demo
llm-trading backtest --data demo/demo-BTCUSDT-1h.csv --strategy ${folder}/${name}.${extension}
llm-trading backtest --data demo/demo-BTCUSDT-1h.csv --strategy ${folder}/${name}.${extension} --param period=30
\`\`\`

See whether any decision changes when the future does:

\`\`\`bash
llm-trading lookahead --data demo/demo-BTCUSDT-1h.csv --strategy ${folder}/${name}.${extension}
\`\`\`

Its test needs the package to be found from this folder: inside the program's own folder it is; elsewhere
\`npm link llm-trading-system\` makes it so, once \`npm link\` was run in the program's folder.

\`\`\`bash
node --test ${folder}/${name}.test.mjs
\`\`\`
`;
