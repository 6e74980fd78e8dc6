import { Command, CommanderError } from 'commander';
import { WrongUse, failureLine } from './command-failure.js';
import { backupCommand } from './backup-command.js';
import { doctorCommand } from './doctor-command.js';
import { exportCommand } from './export-command.js';
import { importCommand } from './import-command.js';
import { replayCommand } from './replay-command.js';
import { restoreCommand } from './restore-command.js';
import { signInLinkCommand } from './sign-in-link-command.js';
import { templatesCommand } from './templates-command.js';
import { verifyCommand } from './verify-command.js';
import type { World } from './world.js';

const COMMANDS = [
  importCommand,
  exportCommand,
  replayCommand,
  verifyCommand,
  backupCommand,
  restoreCommand,
  doctorCommand,
  signInLinkCommand,
  templatesCommand,
];

/**
 * Runs one command.
 *
 * @param words what stands behind `portico`
 * @returns the exit code: 0, 1 when it failed, 2 when it was asked for wrongly
 */
export async function runPortico(words: readonly string[], world: World): Promise<number> {
  const program = new Command('portico')
    .description('Looks after the log of a Portico: brings histories in, keeps them safe, and out again.')
    .exitOverride()
    .configureOutput({
      writeErr: () => undefined,
      outputError: () => undefined,
      writeOut: (text) => {
        world.terminal.say(text.trimEnd());
      },
    });
  let name = 'portico';
  for (const make of COMMANDS) {
    const command = make(world);
    command.option('--json', 'print the result as one line of JSON').copyInheritedSettings(program);
    command.hook('preAction', () => {
      name = `portico ${command.name()}`;
    });
    program.addCommand(command);
  }
  try {
    await program.parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    return fail(error, name, world);
  }
}

const SHOWN = ['commander.helpDisplayed', 'commander.version'];

function fail(error: unknown, name: string, { terminal }: World): number {
  if (error instanceof CommanderError) {
    if (SHOWN.includes(error.code)) return 0;
    const reason =
      error.code === 'commander.help'
        ? 'name a command'
        : error.message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
    terminal.note(`${name}: ${reason}; see portico --help`);
    return 2;
  }
  terminal.note(`${name}: ${failureLine(error)}`);
  return error instanceof WrongUse ? 2 : 1;
}
