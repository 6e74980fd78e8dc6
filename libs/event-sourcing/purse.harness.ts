import * as z from 'zod';
import { Refusal, type Decide, type Decider } from './decider.js';
import { EventCatalog, eventType, type EventOf } from './event-catalog.js';
import type { StreamName } from './event.js';
import { uuidv5 } from './uuidv5.js';
import type { PersonalData } from './personal-data.js';
import type { CommandContext } from './seal.js';

/** A small domain for the kit's own specs: a purse that has an owner and never holds less than nothing. */
export const opened = eventType({
  type: 'PurseOpened',
  version: 2,
  schema: z.strictObject({ owner: z.string(), currency: z.string() }),
  meaning: 'A purse was opened.',
  personal: () => [{ path: ['owner'], subject: OWNER }],
  upcasters: { 1: (data) => ({ ...(data as object), currency: 'EUR' }) },
});
export const paidIn = eventType({
  type: 'MoneyPaidIn',
  version: 1,
  schema: z.strictObject({ amount: z.int() }),
  meaning: 'Money was paid into a purse.',
});
export const paidOut = eventType({
  type: 'MoneyPaidOut',
  version: 1,
  schema: z.strictObject({ amount: z.int() }),
  meaning: 'Money was paid out of a purse.',
});
export const purseEvents = [opened, paidIn, paidOut];
export type PurseEvent = EventOf<(typeof purseEvents)[number]>;

export interface Purse {
  readonly owner?: string;
  readonly currency?: string;
  readonly balance: number;
}

export const purse: Decider<Purse, PurseEvent> = {
  initial: () => ({ balance: 0 }),
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'PurseOpened':
        return { ...state, owner: data.owner, currency: data.currency };
      case 'MoneyPaidIn':
        return { ...state, balance: state.balance + data.amount };
      case 'MoneyPaidOut':
        return { ...state, balance: state.balance - data.amount };
    }
  },
};

/** Opens a purse; one that is open stays as it is. */
export function open(owner: string, currency = 'EUR'): Decide<Purse> {
  return (state) =>
    state.owner === undefined ? [{ type: 'PurseOpened', data: { owner, currency }, visibility: 'client' }] : [];
}

/** Pays in, one event for each coin. */
export function payIn(...coins: readonly number[]): Decide<Purse> {
  return () => coins.map((amount) => ({ type: 'MoneyPaidIn', data: { amount }, visibility: 'client' as const }));
}

export function payOut(amount: number): Decide<Purse> {
  return ({ balance }) => {
    if (balance < amount) throw new Refusal('too-little', `There are only ${balance} in it.`);
    return [{ type: 'MoneyPaidOut', data: { amount }, visibility: 'internal' }];
  };
}

/** Pays in what is missing; nothing when there is enough. */
export function fillTo(amount: number): Decide<Purse> {
  return (state) => (state.balance < amount ? payIn(amount - state.balance)(state) : []);
}

export const NAMESPACE = '00000000-0000-5000-8000-000000000000';
export const OWNER = uuidv5(NAMESPACE, 'owner');
export const PURSE: StreamName = `purse-${uuidv5(NAMESPACE, 'purse')}`;
export const catalog = new EventCatalog(purseEvents);

/** The command of a name; the same name is the same command sent again. */
export function command(name: string, print = `print of ${name}`): CommandContext {
  return {
    commandId: uuidv5(NAMESPACE, name),
    commandPrint: print,
    correlationId: 'correlation',
    causationId: 'cause',
    actor: OWNER,
    account: 'account',
    at: '2026-11-24T09:41:00.000Z',
  };
}

/** Personal data whose seal can be read by eye and whose keys are a set of subjects. */
export class LegibleSeals implements PersonalData {
  readonly prepared = new Set<string>();

  async prepare(subjects: readonly string[]): Promise<void> {
    for (const subject of subjects) this.prepared.add(subject);
  }

  seal(subject: string, eventId: string, path: string, text: string): string {
    if (!this.prepared.has(subject)) throw new Error(`There is no key for ${subject}.`);
    return `sealed:${subject}:${eventId}:${path}:${Buffer.from(text).toString('base64')}`;
  }

  async open(sealed: readonly string[]): Promise<(string | undefined)[]> {
    return sealed.map((text) => {
      const [, subject = '', , , content = ''] = text.split(':');
      return this.prepared.has(subject) ? Buffer.from(content, 'base64').toString() : undefined;
    });
  }
}
