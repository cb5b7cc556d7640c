import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { DOCTOR_OPTIONS } from './options.js';

export const doctorCommand: CommandFactory = ({ session, exitWith }) =>
  withOptions(new Command('doctor'), DOCTOR_OPTIONS).action(async (typed: Record<string, unknown>) => {
    const { doctor } = await import('./run.js');
    exitWith(await doctor(session, readFor(session, DOCTOR_OPTIONS, typed)));
  });
