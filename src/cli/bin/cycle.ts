#!/usr/bin/env node
import { start } from '../start.js';

await start(['cycle', ...process.argv.slice(2)]);
