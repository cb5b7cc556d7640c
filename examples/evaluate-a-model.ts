import { writeFile } from 'node:fs/promises';
import { evaluate, runBacktest } from '../src/index.js';
import { renderBacktestReport } from '../src/report/index.js';

// Made by: llm-trading data demo --out demo
const data = 'demo/demo-BTCUSDT-1h.csv';

const { forecasters } = await evaluate({ data, models: 'baseline/momentum', samples: 200 });
for (const { id, verdict } of forecasters) console.log(`${id}: ${verdict.sentence}`);

const run = await runBacktest({ data, strategy: 'sma-cross', params: { fast: 10, slow: 50 } });
console.log(`sma-cross: ${(run.total_return * 100).toFixed(2)} %, ${run.trade_count} trades`);
await writeFile('report.html', renderBacktestReport(run));
