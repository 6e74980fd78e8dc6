import { Command } from 'commander';
import { Email } from '#contracts';
import { CreateSignInLink, MailAddresses, SignInChallenges } from '#identity';
import { SystemClock } from '#platform';
import { CommandFailed, WrongUse } from './command-failure.js';
import { configOf, mustHaveLog, withStores, type World } from './world.js';

export function signInLinkCommand(world: World): Command {
  return new Command('sign-in-link')
    .description('Prints a link for somebody whose mail does not arrive; good for 15 minutes and one use.')
    .argument('<email>')
    .action((email: string, flags: { readonly json?: true }) => run(world, email, flags.json === true));
}

async function run(world: World, email: string, json: boolean): Promise<void> {
  const parsed = Email.safeParse(email);
  if (!parsed.success) throw new WrongUse(`${email} is no mail address`);
  const config = configOf(world);
  mustHaveLog(config);
  const way = await withStores(config, ({ folder, stores: { vault } }) => {
    const addresses = new MailAddresses(vault, folder);
    const links = new CreateSignInLink(config, addresses, new SignInChallenges(vault, folder, new SystemClock()));
    // A portal at work knows best where it is to be found.
    return links.for(parsed.data, folder.servedAt());
  });
  if (!way) throw new CommandFailed(`nobody is known by ${parsed.data}; invite them in the portal first`);
  const { url, code, expiresAt } = way;
  world.terminal.say(json ? JSON.stringify({ url, code, expiresAt: expiresAt.toISOString() }) : url);
}
