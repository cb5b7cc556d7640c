import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { SNAPSHOTS_BUILD_OPTIONS, SNAPSHOTS_EXPORT_OPTIONS } from './options.js';

type Typed = Record<string, unknown>;

export const snapshotsCommand: CommandFactory = ({ session }) => {
  const build = withOptions(new Command('build'), SNAPSHOTS_BUILD_OPTIONS)
    .description('Build snapshots at even steps, each from what could be known then')
    .action(async (typed: Typed) => {
      const { runBuild } = await import('./run-build.js');
      await runBuild(session, readFor(session, SNAPSHOTS_BUILD_OPTIONS, typed));
    });

  const exports = withOptions(new Command('export'), SNAPSHOTS_EXPORT_OPTIONS)
    .description('Write archived snapshots as JSONL: those collected live, those built, or both')
    .action(async (typed: Typed) => {
      const { runExportSnapshots } = await import('./run-export.js');
      await runExportSnapshots(session, readFor(session, SNAPSHOTS_EXPORT_OPTIONS, typed));
    });

  return new Command('snapshots').addCommand(build).addCommand(exports);
};
