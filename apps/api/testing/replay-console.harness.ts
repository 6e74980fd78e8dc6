import { setTimeout as sleep } from 'node:timers/promises';
import { listViews, startRebuild, type BuildBeside, type ReplayView } from '#contracts';
import type { TestPerson } from './test-portal.harness.js';

/** Longer than any rebuild of a test takes, on whatever else the machine is doing. */
const PATIENCE_MS = 50_000;

/** What an admin sees of a view. */
export async function readView({ http }: TestPerson, name: string): Promise<ReplayView> {
  const view = (await http.ask(listViews)).items.find((one) => one.name === name);
  if (!view) throw new Error(`There is no view ${name}.`);
  return view;
}

/** Looks at a view until something holds of it. */
export async function viewUntil(
  admin: TestPerson,
  name: string,
  holds: (view: ReplayView) => boolean,
): Promise<ReplayView> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const view = await readView(admin, name);
    if (holds(view)) return view;
    if (performance.now() > end) throw new Error(`It did not come to that: ${JSON.stringify(view)}`);
    await sleep(50);
  }
}

/** Rebuilds a view and waits until that is finished. */
export async function rebuilt(admin: TestPerson, view: string): Promise<BuildBeside> {
  await admin.http.ask(startRebuild, { params: { view }, body: {} });
  return finished(admin, view);
}

/** The build that was made last, once it is finished. */
export async function finished(admin: TestPerson, view: string): Promise<BuildBeside> {
  const isIdle = ({ progress, served }: BuildBeside) => progress === null && !served;
  const { beside } = await viewUntil(admin, view, (one) => one.beside.some(isIdle));
  const build = beside.find(isIdle);
  if (!build) throw new Error(`No build of ${view} was made.`);
  return build;
}
