import { join } from 'node:path';
import { insertAndShow } from '../bare/insert-and-show.js';
import { rowsAfter } from '../bare/insert-rows.js';
import { withClients } from '../clients.js';
import { DemoPortal } from '../demo-portal.js';
import { median, percentile } from '../rounds.js';
import type { Measurement, Row } from '../row.js';
import { Session } from '../session.js';
import { ShownPositions } from '../shown-positions.js';
import { startProjects } from '../start-projects.js';
import { inTempFolder } from '../temp-folder.js';

const CLIENTS = 64;
const COMMANDS = 1_000;
const ROUNDS = 5;
/** The views that a note is seen in. */
const VIEWS = ['project-activity', 'notes', 'timeline'];

/**
 * The 99th percentile of the time from a command's answer until an open page was told that every view shows it: the
 * portal's own process over HTTP and server-sent events. The bare program shows the same rows in one view by INSERTs,
 * and tells nobody.
 */
export const lag: Row = {
  name: `lag/${COMMANDS}`,
  unit: 'ms',
  isLessBetter: true,
  target: { value: 100 },
  measure: () => inTempFolder(measure),
};

interface Pair {
  readonly ours: readonly number[];
  readonly bare: readonly number[];
}

async function measure(folder: string): Promise<Measurement> {
  const portal = await DemoPortal.start(folder);
  try {
    const session = await Session.of(portal, 'admin');
    const projects = await startProjects(session, CLIENTS);
    const shown = await ShownPositions.of(session, VIEWS);
    const pairs: Pair[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const { waits, first } = await waitsOf(session, projects, shown);
      const rows = rowsAfter(join(folder, 'data', 'log.db'), first - 1n);
      const bare = insertAndShow(join(folder, `bare-${round}`), rows, CLIENTS);
      if (round > 0) pairs.push({ ours: waits, bare });
    }
    shown.close();
    return summary(pairs);
  } finally {
    await portal.stop();
  }
}

/** How long each command of a round was answered and not yet shown, in milliseconds, and where in the log the round begins. */
async function waitsOf(session: Session, projects: readonly string[], shown: ShownPositions) {
  const waits: number[] = [];
  const answered: { readonly position: bigint; readonly at: number }[] = [];
  const all = Promise.withResolvers<undefined>();
  let seen = 0n;
  const settle = ({ position, at }: { readonly position: bigint; readonly at: number }): boolean => {
    if (position > seen) return false;
    waits.push(performance.now() - at);
    if (waits.length === COMMANDS) all.resolve(undefined);
    return true;
  };
  shown.onMoved((position) => {
    seen = position;
    for (const command of answered.splice(0)) if (!settle(command)) answered.push(command);
  });
  let first: bigint | undefined;
  await withClients(CLIENTS, COMMANDS, async (number) => {
    const path = `/projects/${projects[number % projects.length] ?? ''}/notes`;
    const answer = await session.post<{ position: string }>(path, {
      body: `The next round is ready for you (${number}).`,
    });
    const command = { position: BigInt(answer.position), at: performance.now() };
    if (first === undefined || command.position < first) first = command.position;
    // The page may have been told before the client has read its answer.
    if (!settle(command)) answered.push(command);
  });
  await all.promise;
  return { waits, first: first ?? 0n };
}

function summary(pairs: readonly Pair[]): Measurement {
  const p99 = (waits: readonly number[]): number => percentile(waits, 0.99);
  const value = median(pairs.map(({ ours }) => p99(ours)));
  return {
    value,
    bare: median(pairs.map(({ bare }) => p99(bare))),
    ratio: median(pairs.map(({ ours, bare }) => p99(bare) / p99(ours))),
    p50: median(pairs.flatMap(({ ours }) => ours)),
    p99: value,
  };
}
