import { asLine } from '#contracts';

/** As long as a name may be that is given in the portal. */
const LONGEST = 100;

/**
 * What an account is called that an imported log names: its name there, by the rules of the form in which accounts are
 * opened. Which account it is goes by the name as the log has it, so that two names that look the same stay two accounts.
 */
export function accountTitle(name: string): string {
  return asLine(name, LONGEST);
}
