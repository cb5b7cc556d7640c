import { Command, Option } from 'commander';
import { CALIBRATION_NAMES } from '../../../app/earned/choices.js';
import { configOption, jsonOption, type CommandFactory, addLedgerOptions } from '../../command.js';
import { settingOption } from '../../setting-options.js';
import { addSnapshotOptions } from '../../snapshot-options.js';

export const cycleCommand: CommandFactory = ({ session, exitWith }) =>
  addLedgerOptions(
    addSnapshotOptions(new Command('cycle'), true)
      .addOption(settingOption('llm.model', 'MODEL'))
      .addOption(settingOption('llm.prompt', 'ID'))
      .addOption(settingOption('llm.temperature', 'T'))
      .addOption(settingOption('llm.ensembleWeights', 'HOW').choices(['equal', 'fitted'])),
  )
    .addOption(
      new Option(
        '--assets <PAIRS>',
        'several pairs at once, such as BTCUSDT,ETHUSDT,SOLUSDT: one collection, one table, one total exposure',
      ).conflicts(['baseAsset', 'snapshot']),
    )
    .addOption(
      new Option('--base-size <SIZE>', 'base size of both sides, as a fraction of equity').conflicts([
        'baseLong',
        'baseShort',
      ]),
    )
    .addOption(settingOption('sizing.baseLongSize', 'SIZE'))
    .addOption(settingOption('sizing.baseShortSize', 'SIZE'))
    .addOption(settingOption('sizing.kMax', 'K'))
    .addOption(settingOption('sizing.profile', 'PROFILE').choices(['balanced', 'convex']))
    .addOption(
      new Option(
        '--calibrate <KIND|ID>',
        `read the probabilities as a stored evaluation says they should be read: ${CALIBRATION_NAMES}, an evaluation id, or ID:KIND`,
      ),
    )
    .addOption(
      new Option(
        '--earned [ID]',
        'trade only what measured skill has earned, by an evaluation (default: the latest that fits)',
      ),
    )
    .addOption(new Option('--save [FILE]', 'write the result as JSON (default user_data/runs/<id>/cycle.json)'))
    .addOption(jsonOption())
    .addOption(configOption())
    .addHelpText(
      'after',
      '\nWithout --model: LLM_MODEL, else the configured Ollama server, else the statistical baseline.',
    )
    .action(async (options: Record<string, unknown>) => {
      if (typeof options.assets === 'string') {
        const { runAssetsCommand } = await import('./run-assets.js');
        exitWith(await runAssetsCommand(session, { ...options, assets: options.assets }));
        return;
      }
      const { runCycleCommand } = await import('./run.js');
      await runCycleCommand(session, options);
    });
