import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { EventCatalog } from '#event-sourcing';
import { project } from './domain/project.js';
import { workflowEvents, type WorkflowEvent } from './domain/project-events.js';

const FOLDER = new URL('./goldens/', import.meta.url);
const catalog = new EventCatalog(workflowEvents);
const goldens = readdirSync(FOLDER).map((file) => {
  const [type = '', version = ''] = file.replace('.json', '').split('@');
  return { file, type, version: Number(version), text: readFileSync(new URL(file, FOLDER), 'utf8') };
});

describe('stored events of the workflow', () => {
  it('have a golden for every version', () => {
    const versions = catalog.types.flatMap(({ type, version }) =>
      Array.from({ length: version }, (_, index) => `${type}@${String(index + 1)}.json`),
    );
    expect(goldens.map(({ file }) => file).sort()).toEqual(versions.sort());
  });

  it.each(goldens)('$file is read as it was written, and folds', ({ type, version, text }) => {
    const data = catalog.read(type, version, text);
    expect(catalog.get(type).schema.parse(data)).toEqual(data);
    if (version === catalog.get(type).version) expect(data).toEqual(JSON.parse(text));
    const place = {
      id: '',
      stream: 'project-' as const,
      revision: 0,
      at: '',
      account: undefined,
      visibility: 'client' as const,
      actor: '',
    };
    expect(() => project.evolve(project.initial(), { ...place, type, data } as unknown as WorkflowEvent)).not.toThrow();
  });
});
