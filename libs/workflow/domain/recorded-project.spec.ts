import { describe, expect, it } from '@jest/globals';
import { ActivityRecorded, ProjectRecorded } from './recorded-project.js';

const resourceId = '7d2b4f0e-4f39-5b0e-8c1d-2f4d5a6b7c8d';

describe('a recorded project', () => {
  it('keeps attributes with what is nested in them', () => {
    const nested = { key: 'cost', type: 'list', value: '', children: [{ key: 'total', type: 'float', value: '1e5' }] };
    const recorded = { source: 'incidents', caseName: '007', attributes: [nested], events: 2 };
    expect(ProjectRecorded.schema.parse(recorded)).toEqual(recorded);
  });

  it('refuses a time that is not to the millisecond with an offset', () => {
    const activity = { activity: 'Accepted', occurredAt: '2012-03-15T11:53:52+01:00', attributes: [] };
    expect(() => ActivityRecorded.schema.parse(activity)).toThrow();
  });
});

describe('the personal fields of an activity', () => {
  const attributes = [
    { key: 'Costs', type: 'string', value: '50' },
    { key: 'team', type: 'list', value: '', children: [{ key: 'lead', type: 'string', value: 'Pete' }] },
    { key: 'Resource', type: 'string', value: 'Pete' },
  ];

  it('are its resource and whatever says the same name again', () => {
    expect(ActivityRecorded.personal?.({ activity: 'decide', resource: 'Pete', resourceId, attributes })).toEqual([
      { path: ['resource'], subject: resourceId },
      { path: ['attributes', 1, 'children', 0, 'value'], subject: resourceId },
      { path: ['attributes', 2, 'value'], subject: resourceId },
    ]);
  });

  it('are none where nobody is named', () => {
    expect(ActivityRecorded.personal?.({ activity: 'decide', attributes })).toEqual([]);
  });
});
