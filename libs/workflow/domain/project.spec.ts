import { describe, expect, it } from '@jest/globals';
import { given, uuidv5, type NewEvent } from '#event-sourcing';
import { planOf } from './plan.js';
import {
  addInternalNote,
  completeTask,
  publishNote,
  reopenTask,
  start,
  updateStatus,
  type Asker,
} from './project-decisions.js';
import { project } from './project.js';
import type { Template } from './template.js';

const PROJECT = '00000000-0000-5000-8000-00000000000a';
const NOTE = '00000000-0000-5000-8000-00000000000b';

/** `given` places events on no account; the asker's must be the same to be let in. */
const ACCOUNT = undefined as unknown as string;
const staff: Asker = { account: ACCOUNT, may: () => true };
const member: Asker = {
  account: ACCOUNT,
  may: (action, { side, visibility }) => visibility === 'client' && (action === 'read' || side === 'client'),
};
const viewer: Asker = {
  account: ACCOUNT,
  may: (action, { visibility }) => action === 'read' && visibility === 'client',
};

const template: Template = {
  id: 'shop',
  version: 3,
  name: 'Shop',
  description: 'A shop.',
  phases: [
    { id: 'plan', name: 'Plan' },
    { id: 'open', name: 'Open' },
  ],
  steps: [
    { id: 'draw', phase: 'plan', title: 'Draw', side: 'business', visibility: 'client', needs: [], dueInDays: 2 },
    {
      id: 'price',
      phase: 'plan',
      title: 'Price',
      side: 'business',
      visibility: 'internal',
      needs: ['draw'],
      dueInDays: 3,
    },
    {
      id: 'agree',
      phase: 'plan',
      title: 'Agree',
      side: 'client',
      visibility: 'client',
      needs: ['draw', 'price'],
      dueInDays: 4,
      why: 'So.',
    },
    {
      id: 'build',
      phase: 'open',
      title: 'Build',
      side: 'business',
      visibility: 'client',
      needs: ['agree'],
      dueInDays: 9,
      minutes: 60,
    },
  ],
};
const id = (step: string) => uuidv5(PROJECT, step);
const shop = { id: PROJECT, name: 'Corner shop', template, startsOn: '2026-11-23', today: '2026-11-20' };
const starting = start(shop);
const started = given(project).when(starting);

function completed(...steps: string[]): NewEvent[] {
  return steps.map((step) => ({
    type: 'TaskCompleted',
    visibility: step === 'price' ? 'internal' : 'client',
    data: { taskId: id(step) },
  }));
}

describe('starting a project', () => {
  it('pins the template and carries the resolved plan, what is internal apart', () => {
    const [visible, internal, ...none] = started;
    expect(visible).toMatchObject({
      type: 'ProjectStarted',
      visibility: 'client',
      data: {
        name: 'Corner shop',
        template: { id: 'shop', version: 3, name: 'Shop' },
        phases: [
          { id: 'plan', startsOn: '2026-11-23', endsOn: '2026-11-27' },
          { id: 'open', startsOn: '2026-11-30', endsOn: '2026-12-02' },
        ],
      },
    });
    expect(internal).toMatchObject({
      type: 'InternalTasksPlanned',
      visibility: 'internal',
      data: { tasks: [{ id: id('price'), place: 1 }] },
    });
    expect(none).toEqual([]);
    expect(JSON.stringify(visible)).not.toContain('Price');
  });

  it('gives days on which people work: Saturday moves to Monday', () => {
    const monday = planOf(template, PROJECT, '2026-11-26').tasks.map(({ dueOn }) => dueOn);
    expect(monday).toEqual(['2026-11-30', '2026-11-30', '2026-11-30', '2026-12-07']);
  });

  it('keeps the tasks in the order of the template', () => {
    expect(given(project, ...started).state).toMatchObject({
      kind: 'run',
      tasks: [{ step: 'draw' }, { step: 'price' }, { step: 'agree' }, { step: 'build' }],
    });
  });

  it('is refused for a day that nobody plans for', () => {
    expect(() => given(project).when(start({ ...shop, startsOn: '9999-12-31' }))).toThrow('within 10 years');
  });

  it('does nothing twice', () => {
    expect(given(project, ...started).when(starting)).toEqual([]);
  });
});

describe('completing a task', () => {
  it('is an event with the visibility of the task', () => {
    expect(given(project, ...started).when(completeTask(id('draw'), staff))).toEqual(completed('draw'));
    expect(given(project, ...started, ...completed('draw')).when(completeTask(id('price'), staff))).toEqual(
      completed('price'),
    );
  });

  it('waits for the tasks that it needs, and names them', () => {
    expect(() => given(project, ...started).when(completeTask(id('agree'), staff))).toThrow(
      '“Agree” waits for “Draw” and “Price”.',
    );
  });

  it('never names an internal task to the client', () => {
    expect(() => given(project, ...started).when(completeTask(id('agree'), member))).toThrow(
      '“Agree” waits for “Draw”.',
    );
    expect(() => given(project, ...started, ...completed('draw')).when(completeTask(id('agree'), member))).toThrow(
      '“Agree” waits for work that is done on the other side.',
    );
  });

  it('does nothing when it is done', () => {
    expect(given(project, ...started, ...completed('draw')).when(completeTask(id('draw'), staff))).toEqual([]);
  });

  it('is refused to who may see it and not do it', () => {
    expect(() => given(project, ...started).when(completeTask(id('draw'), member))).toThrow(
      '“Draw” is not yours to complete.',
    );
    expect(() =>
      given(project, ...started, ...completed('draw', 'price')).when(completeTask(id('agree'), viewer)),
    ).toThrow('not yours');
  });

  it.each([
    ['a task that does not exist', id('nothing'), member],
    ['an internal task, for the client', id('price'), member],
    ['a task of another account', id('draw'), { ...staff, account: NOTE }],
  ])('answers alike for %s', (_, taskId, asker) => {
    expect(() => given(project, ...started).when(completeTask(taskId, asker))).toThrow(
      expect.objectContaining({
        code: 'not-found',
        kind: 'not-found',
        message: 'There is nothing here, or it is not yours to see.',
      }),
    );
  });
});

describe('opening a task again', () => {
  it('is an event with its reason', () => {
    expect(
      given(project, ...started, ...completed('draw')).when(reopenTask(id('draw'), 'The scale is wrong.', staff)),
    ).toEqual([
      { type: 'TaskReopened', visibility: 'client', data: { taskId: id('draw'), reason: 'The scale is wrong.' } },
    ]);
  });

  it('is refused while a finished task needs it', () => {
    const all = [...started, ...completed('draw', 'price', 'agree')];
    expect(() => given(project, ...all).when(reopenTask(id('draw'), undefined, staff))).toThrow(
      '“Draw” stays done, because what needs it is done as well: “Price” and “Agree”.',
    );
  });

  it('does nothing when it is open', () => {
    expect(given(project, ...started).when(reopenTask(id('draw'), undefined, staff))).toEqual([]);
  });
});

describe('the status', () => {
  const said = { state: 'on-track', sentence: 'We draw.' } as const;
  const updated = { type: 'StatusUpdated', visibility: 'client', data: said };

  it('is said with the version that was seen', () => {
    expect(given(project, ...started).when(updateStatus(said, 0, staff))).toEqual([updated]);
  });

  it('is refused over a version that was not seen', () => {
    expect(() => given(project, ...started, updated as NewEvent).when(updateStatus(said, 0, staff))).toThrow(
      expect.objectContaining({ kind: 'version' }),
    );
  });

  it('does nothing when the same is said again', () => {
    expect(given(project, ...started, updated as NewEvent).when(updateStatus(said, 1, staff))).toEqual([]);
  });
});

describe('notes', () => {
  it('are two commands and two events, one for each kind of reader', () => {
    const { when } = given(project, ...started);
    expect(when(publishNote(NOTE, 'Hello', staff))).toEqual([
      { type: 'NotePublished', visibility: 'client', data: { noteId: NOTE, body: 'Hello' } },
    ]);
    expect(when(addInternalNote(NOTE, 'Hm', staff))).toEqual([
      { type: 'InternalNoteAdded', visibility: 'internal', data: { noteId: NOTE, body: 'Hm' } },
    ]);
  });
});

describe('a recorded project', () => {
  const recorded: NewEvent = {
    type: 'ProjectRecorded',
    visibility: 'client',
    data: { source: 'log', caseName: '1', attributes: [], events: 0 },
  };

  it('takes no commands', () => {
    const { when } = given(project, recorded);
    for (const decide of [
      completeTask(id('draw'), staff),
      reopenTask(id('draw'), undefined, staff),
      publishNote(NOTE, 'x', staff),
      addInternalNote(NOTE, 'x', staff),
    ]) {
      expect(() => when(decide)).toThrow(expect.objectContaining({ code: 'recorded-project', kind: 'conflict' }));
    }
    expect(() => when(updateStatus({ state: 'late', sentence: 'x' }, 0, staff))).toThrow('recorded elsewhere');
  });
});
