import { Command } from 'commander';
import { examine, type Finding } from './examine.js';
import { CommandFailed } from './command-failure.js';
import { configOf, type World } from './world.js';

export function doctorCommand(world: World): Command {
  return new Command('doctor')
    .description('Looks whether everything is as it should be, and says what to do where it is not.')
    .action((flags: { readonly json?: true }) => run(world, flags.json === true));
}

async function run(world: World, json: boolean): Promise<void> {
  const { terminal } = world;
  const checks: Finding[] = [];
  for await (const finding of examine(() => configOf(world))) {
    checks.push(finding);
    if (!json) terminal.say(`${finding.ok ? 'ok  ' : 'BAD '} ${finding.name.padEnd(12)} ${finding.detail}`);
  }
  const bad = checks.filter(({ ok }) => !ok);
  if (json) terminal.say(JSON.stringify({ ok: bad.length === 0, checks }));
  if (bad.length > 0) throw new CommandFailed(bad.map(({ detail }) => detail).join('; '));
}
