import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import type { MeView } from '#contracts';
import { withClients } from '../clients.js';
import type { DemoPortal } from '../demo-portal.js';
import { portalAmong } from '../many-accounts.js';
import { median, percentile } from '../rounds.js';
import type { Measurement, Row } from '../row.js';
import { Session } from '../session.js';
import { inTempFolder } from '../temp-folder.js';

const FEW = 100;
const REQUESTS = 500;
const ROUNDS = 7;
/** A home among very many accounts may take a fifth longer than among few. */
const LEAST_RATIO = 1 / 1.2;

/**
 * The 99th percentile of a client's home over HTTP in a portal with so many accounts, beside the same home in a portal
 * with a hundred, by turns.
 */
export function home(accounts: number): Row {
  return {
    name: `home/${accounts}`,
    unit: 'ms',
    isLessBetter: true,
    target: accounts === FEW ? {} : { ratio: LEAST_RATIO },
    measure: () => inTempFolder((folder) => measure(folder, accounts)),
  };
}

async function measure(folder: string, accounts: number): Promise<Measurement> {
  const portals: DemoPortal[] = [];
  const homeAmong = async (count: number) => {
    const own = join(folder, String(count));
    await mkdir(own);
    const portal = await portalAmong(count, own);
    portals.push(portal);
    return Home.of(await Session.of(portal, 'client'));
  };
  try {
    const ours = await homeAmong(accounts);
    if (accounts === FEW) return await alone(ours);
    return await beside(await homeAmong(FEW), ours);
  } finally {
    for (const portal of portals) await portal.stop();
  }
}

async function alone(ours: Home): Promise<Measurement> {
  const rounds: (readonly number[])[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) rounds.push(await ours.waits());
  const [, ...counted] = rounds;
  const value = median(counted.map(p99));
  return { value, p50: median(counted.flat()), p99: value };
}

async function beside(few: Home, ours: Home): Promise<Measurement> {
  const pairs: { readonly bare: number; readonly ours: number }[] = [];
  const waits: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const bare = p99(await few.waits());
    const own = await ours.waits();
    if (round === 0) continue;
    pairs.push({ bare, ours: p99(own) });
    waits.push(...own);
  }
  const value = median(pairs.map(({ ours }) => ours));
  return {
    value,
    bare: median(pairs.map(({ bare }) => bare)),
    ratio: median(pairs.map(({ bare, ours }) => bare / ours)),
    p50: median(waits),
    p99: value,
  };
}

function p99(waits: readonly number[]): number {
  return percentile(waits, 0.99);
}

/** A client's home as their browser asks for it. */
class Home {
  private constructor(
    private readonly session: Session,
    private readonly path: string,
  ) {}

  static async of(session: Session): Promise<Home> {
    const { memberships } = await session.get<MeView>('/me');
    return new Home(session, `/accounts/${memberships[0]?.account ?? ''}/home`);
  }

  /** Milliseconds that a number of requests take, one after the other. */
  waits(): Promise<number[]> {
    return withClients(1, REQUESTS, () => this.session.get(this.path));
  }
}
