#!/usr/bin/env node
import { runProcess } from '../process-io.js';
import { runCli } from '../run-cli.js';

await runProcess((io) => runCli(['doctor', ...process.argv.slice(2)], io));
