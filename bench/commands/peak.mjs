// Loaded into a command that is measured (`node --import`): what the process took is written when it ends.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeFileSync(
    process.env.BENCH_USAGE,
    JSON.stringify({ peak_mb: maxRSS / 1024, cpu_ms: (userCPUTime + systemCPUTime) / 1_000 }),
  );
});
