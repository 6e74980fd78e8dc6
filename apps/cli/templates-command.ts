import { Command } from 'commander';
import { shippedTemplates } from '#workflow';
import type { World } from './world.js';

export function templatesCommand(world: World): Command {
  return new Command('templates')
    .description('Lists the workflows that projects can start from.')
    .action((flags: { readonly json?: true }) => {
      run(world, flags.json === true);
    });
}

function run({ terminal }: World, json: boolean): void {
  const templates = shippedTemplates().map(({ id, version, name, phases, steps }) => ({
    id,
    version,
    name,
    phases: phases.length,
    steps: steps.length,
  }));
  if (json) return terminal.say(JSON.stringify({ templates }));
  for (const { id, version, name, phases, steps } of templates)
    terminal.say(`${id}@${version}  ${name}: ${phases} phases, ${steps} steps`);
}
