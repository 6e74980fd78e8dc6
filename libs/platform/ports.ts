import type * as kit from '#event-sourcing';
import type * as signals from '#signals';
import type * as vault from '#vault';

/** A class that stands for a port, so that Nest injects what fulfils it by the type of a constructor's parameter. */
function port<Port>(name: string): abstract new () => Port {
  const token = function () {
    throw new Error(`${name} is a port: take what fulfils it as a constructor's parameter.`);
  };
  Object.defineProperty(token, 'name', { value: name });
  return token as unknown as abstract new () => Port;
}

/** The log. */
export type EventStore = kit.EventStore;
export const EventStore = port<kit.EventStore>('EventStore');

/** Seals and opens personal fields. */
export type PersonalData = kit.PersonalData;
export const PersonalData = port<kit.PersonalData>('PersonalData');

/** Credentials, sessions and whatever else must be mutable or erasable. */
export type Vault = vault.Vault;
export const Vault = port<vault.Vault>('Vault');

/** Says to open pages which views have changed. */
export type Signals = signals.Signals;
export const Signals = port<signals.Signals>('Signals');
