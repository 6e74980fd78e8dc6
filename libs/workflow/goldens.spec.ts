import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { EventCatalog } from '#event-sourcing';
import { workflowEvents, type WorkflowEvent } from './domain/project-events.js';
import { project } from './domain/project.js';

const FOLDER = new URL('./goldens/', import.meta.url);
const catalog = new EventCatalog(workflowEvents);

describe('every version of a project event that was ever stored', () => {
  it.each(readdirSync(FOLDER))('folds: %s', (file) => {
    const [type = '', version = ''] = file.replace('.json', '').split('@');
    const data = catalog.read(type, Number(version), readFileSync(new URL(file, FOLDER), 'utf8'));
    const place = {
      id: '',
      stream: 'project-',
      revision: 0,
      at: '',
      account: undefined,
      actor: '',
      visibility: 'client',
    };
    const event = { ...place, type, data } as unknown as WorkflowEvent;
    expect(() => project.evolve(project.evolve(project.initial(), event), event)).not.toThrow();
  });
});
