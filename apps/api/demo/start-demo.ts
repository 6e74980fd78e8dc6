import type { INestApplicationContext } from '@nestjs/common';
import { Transactions } from '#event-sourcing';
import { CreateSignInLink } from '#identity';
import { Clock, People, Vault, ViewProgress } from '#platform';
import { projections } from '#program';
import { DANA, MAYA, RUTH } from './demo-people.js';
import { seedDemo } from './seed-demo.js';

/** How somebody of the demo comes in. */
export interface DemoWayIn {
  readonly name: string;
  readonly role: string;
  readonly url: string;
}

const VISITORS = [
  { name: 'Dana Okafor', role: 'client', email: DANA },
  { name: 'Maya Ellis', role: 'staff', email: MAYA },
  { name: 'Ruth Ashdown', role: 'admin', email: RUTH },
];

const PATIENCE_MS = 30_000;

/** Fills the folder with the demo where it is not there yet; resolves with a way in for a client, staff and an admin when every page shows it. */
export async function startDemo(app: INestApplicationContext): Promise<DemoWayIn[]> {
  const transactions = app.get(Transactions);
  await seedDemo({ transactions, vault: app.get(Vault), people: app.get(People), now: app.get(Clock).now() });
  const views = projections.map(({ name }) => name);
  await app.get(ViewProgress).waitFor(await transactions.store.head(), views, PATIENCE_MS);
  return Promise.all(
    VISITORS.map(async ({ name, role, email }) => {
      const way = await app.get(CreateSignInLink).for(email);
      if (!way) throw new Error(`The demo does not know ${name}.`);
      return { name, role, url: way.url };
    }),
  );
}
