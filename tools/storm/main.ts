/**
 * The storms: real processes are killed with SIGKILL in the middle of everything that they write, and what is left must
 * be whole: nothing acknowledged lost or doubled, the chain of every stream valid, every view equal to a fresh fold.
 *
 *   npm run storm -- [--only NAME] [--seed N] [--kills 50] [--senders 24]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { everyAct } from './every-act.ts';
import { portalStorm } from './portal-storm.ts';
import { seeded, type Stormed } from './storm.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 32)) },
    kills: { type: 'string', default: '50' },
    senders: { type: 'string', default: '24' },
  },
});

const shared = mkdtempSync(join(tmpdir(), 'portico-storm-'));
const random = seeded(Number(values.seed));

const storms: Record<string, (folder: string) => Promise<Stormed>> = {
  ...everyAct(shared),
  portal: (folder) => portalStorm(folder, random, { kills: Number(values.kills), senders: Number(values.senders) }),
};

if (values.only !== undefined && !(values.only in storms)) throw new Error(`There is no storm ${values.only}.`);
for (const [name, storm] of Object.entries(storms)) {
  if (values.only !== undefined && values.only !== name) continue;
  const start = performance.now();
  const folder = mkdtempSync(join(tmpdir(), `portico-storm-${name}-`));
  const { kills, faults } = await storm(folder);
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(
    `${name}: ${String(kills)} kills, ${String(faults.length)} faults, ${String(seconds)} s (seed ${values.seed})`,
  );
  for (const fault of faults.slice(0, 20)) console.error(fault);
  if (faults.length > 0 || kills === 0) {
    console.error(kills === 0 ? `${name} killed nothing.` : `The folder is kept at ${folder}.`);
    process.exitCode = 1;
  } else rmSync(folder, { recursive: true });
}

rmSync(shared, { recursive: true });
