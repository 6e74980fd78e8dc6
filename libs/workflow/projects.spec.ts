import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ProjectedEvent } from '#event-sourcing';
import { uuidv5 } from '#event-sourcing';
import { start } from './domain/project-decisions.js';
import { PROJECT, caseRecorded, projected } from './projected.harness.js';
import { projects, type ProjectDocument } from './projects.js';
import { shippedTemplates } from './shipped-templates.js';

function folded(...events: readonly ProjectedEvent[]): ProjectDocument | undefined {
  return events.reduce<ProjectDocument | undefined>(
    (draft, event) => projects.evolve(draft, event as Parameters<typeof projects.evolve>[1], PROJECT),
    undefined,
  );
}

describe('the plan of a project', () => {
  const [template] = shippedTemplates();
  if (!template) throw new Error('No template ships.');
  const begun = start({ id: PROJECT, name: 'n', template, startsOn: '2026-11-23', today: '2026-11-23' })({
    kind: 'none',
  });
  const events = fc.constantFrom<ProjectedEvent>(
    caseRecorded,
    ...begun.map((event) => projected(event)),
    ...template.steps.flatMap(({ id }) => [
      projected({ type: 'TaskCompleted', data: { taskId: uuidv5(PROJECT, id) } }),
      projected({ type: 'TaskReopened', data: { taskId: uuidv5(PROJECT, id) } }),
    ]),
    projected({ type: 'StatusUpdated', data: { state: 'late', sentence: 's' } }),
  );

  it('is folded from whatever comes in whatever order, and is plain JSON', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 40 }), (history) => {
        const document = folded(...history.map((event) => structuredClone(event)));
        if (document) expect(JSON.parse(JSON.stringify(document))).toEqual(document);
      }),
    );
  });

  it('is not written anew for what changes nothing in it, which happens most often', () => {
    expect(projects.handles).not.toContain('NotePublished');
    expect(projects.handles).not.toContain('InternalNoteAdded');
    expect(projects.handles).not.toContain('ActivityRecorded');
  });

  it('keeps what a case was recorded with', () => {
    expect(folded(caseRecorded)).toMatchObject({
      kind: 'recorded',
      name: 'Case 1',
      recorded: { source: 's', caseName: 'Case 1', importedAt: '2026-11-24T09:41:00.000Z', attributes: [] },
    });
  });
});
