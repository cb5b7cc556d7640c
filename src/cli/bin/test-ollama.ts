#!/usr/bin/env node
import { start } from '../start.js';

await start(['test-ollama', ...process.argv.slice(2)]);
