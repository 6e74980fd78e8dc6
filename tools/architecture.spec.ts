import { beforeAll, describe, expect, it } from '@jest/globals';
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import { join } from 'node:path';

const project = join(import.meta.dirname, '..');
const { default: configuration } = (await import(join(project, '.dependency-cruiser.js'))) as {
  default: { options: ICruiseOptions; forbidden: NonNullable<IFlattenedRuleSet['forbidden']> };
};

/** What each rule must catch in `tools/violations`: the breach that is planted for it, and nothing else. */
const BREACHES: Record<string, readonly string[]> = {
  'no-cycles': ['libs/history/no-cycles.ts → libs/history/other-half.ts'],
  'everything-resolves': [
    'libs/history/everything-resolves.ts → ./nowhere.js',
    'libs/history/everything-resolves.ts → rxjs',
  ],
  'no-development-packages-at-run-time': ['libs/history/no-development-packages-at-run-time.ts → fast-check'],
  'domain-is-pure': [
    'libs/workflow/domain/domain-is-pure.ts → @nestjs/common',
    'libs/workflow/domain/domain-is-pure.ts → fs',
    'libs/workflow/domain/domain-is-pure.ts → libs/workflow/index.ts',
  ],
  'kit-stands-alone': ['libs/event-sourcing/kit-stands-alone.ts → fs'],
  'contracts-are-neutral': ['libs/contracts/contracts-are-neutral.ts → @nestjs/common'],
  'contexts-do-not-meet': ['libs/workflow/contexts-do-not-meet.ts → libs/identity/index.ts'],
  'foundations-know-no-context': ['libs/vault/foundations-know-no-context.ts → libs/identity/index.ts'],
  'front-door-only': [
    'apps/api/front-door-only.ts → libs/identity/inner.ts',
    'libs/workflow/front-door-only.ts → libs/identity/inner.ts',
  ],
  'portal-is-browser-code': [
    'apps/portal/portal-is-browser-code.ts → fs',
    'apps/portal/portal-is-browser-code.ts → libs/identity/index.ts',
  ],
  'libs-do-not-know-apps': ['libs/workflow/libs-do-not-know-apps.ts → apps/api/main.ts'],
  'apps-do-not-meet': ['apps/cli/apps-do-not-meet.ts → apps/api/main.ts'],
  'tools-stay-outside': ['libs/workflow/tools-stay-outside.ts → tools/tool.ts'],
  'storage-stays-behind-its-ports': ['libs/workflow/storage-stays-behind-its-ports.ts → node:sqlite'],
  'stores-know-no-framework': ['libs/vault/stores-know-no-framework.ts → @nestjs/common'],
  'no-dead-files': ['libs/history/no-dead-files.ts'],
  'tests-stay-tests': ['libs/workflow/tests-stay-tests.ts → libs/workflow/permitted.spec.ts'],
};

/** A file, or for one of a package its name. */
function packageOf(path: string): string {
  return path.replace(/^.*node_modules\/((?:@[^/]+\/)?[^/]+).*$/, '$1');
}

/** Every violation below a folder as `rule: from → to`, sorted. */
async function violations(baseDir: string, folders: string[]): Promise<string[]> {
  const options: ICruiseOptions = {
    ...configuration.options,
    baseDir,
    validate: true,
    ruleSet: { forbidden: configuration.forbidden },
  };
  const { output } = await cruise(folders, options);
  return (output as ICruiseResult).summary.violations
    .map(({ rule, from, to }) => `${rule.name}: ${from}${from === to ? '' : ` → ${packageOf(to)}`}`)
    .sort();
}

describe('the rules of who may import whom', () => {
  let planted: string[];

  beforeAll(async () => {
    const folder = join(project, 'tools/violations');
    // Planted breaches are dead by nature; what is dead is asked about in a program of its own.
    const isDead = (line: string): boolean => line.startsWith('no-dead-files: ');
    const all = (await violations(folder, ['apps', 'libs', 'tools'])).filter((line) => !isDead(line));
    planted = [...all, ...(await violations(join(folder, 'dead-files'), ['apps', 'libs']))];
  });

  it('each have a planted breach', () => {
    expect(configuration.forbidden.map(({ name }) => name)).toEqual(Object.keys(BREACHES));
  });

  it.each(Object.entries(BREACHES))('%s catches its breach and lets the rest through', (rule, breaches) => {
    const caught = planted.filter((line) => line.startsWith(`${rule}: `));
    expect(caught).toEqual(breaches.map((breach) => `${rule}: ${breach}`));
  });

  it('are kept by the project itself', async () => {
    expect(await violations(project, ['apps', 'libs', 'bench', 'e2e', 'tools'])).toEqual([]);
  });
});
