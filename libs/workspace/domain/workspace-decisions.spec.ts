import { describe, expect, it } from '@jest/globals';
import { Refusal, given } from '#event-sourcing';
import {
  changeColleagueRole,
  inviteColleague,
  joinAsColleague,
  removeColleague,
  setUp,
} from './workspace-decisions.js';
import { workspace } from './workspace.js';

const RUTH = '00000000-0000-5000-8000-000000000001';
const MAYA = '00000000-0000-5000-8000-000000000002';
const internal = 'internal' as const;
const done = [
  { type: 'WorkspaceSetUp', data: { business: 'Ashdown Pell' }, visibility: internal },
  { type: 'ColleagueInvited', data: { personId: RUTH, role: 'admin' }, visibility: internal },
  { type: 'ColleagueJoined', data: { personId: RUTH }, visibility: internal },
];
const mayaInvited = { type: 'ColleagueInvited', data: { personId: MAYA, role: 'staff' }, visibility: internal };

describe('the workspace', () => {
  it('is set up with its first admin, who is there already', () => {
    expect(given(workspace).when(setUp('Ashdown Pell', RUTH))).toEqual(done);
  });

  it('is set up once', () => {
    expect(() => given(workspace, ...done).when(setUp('Another', MAYA))).toThrow(Refusal);
  });

  it('invites somebody once, and does nothing when they are invited again in the same role', () => {
    expect(given(workspace, ...done).when(inviteColleague({ personId: MAYA, role: 'staff' }))).toEqual([mayaInvited]);
    expect(given(workspace, ...done, mayaInvited).when(inviteColleague({ personId: MAYA, role: 'staff' }))).toEqual([]);
    expect(() =>
      given(workspace, ...done, mayaInvited).when(inviteColleague({ personId: MAYA, role: 'admin' })),
    ).toThrow('Change their role instead');
  });

  it('notes the first arrival only, and only of those who were invited', () => {
    const joined = { type: 'ColleagueJoined', data: { personId: MAYA }, visibility: internal };
    expect(given(workspace, ...done, mayaInvited).when(joinAsColleague(MAYA))).toEqual([joined]);
    expect(given(workspace, ...done, mayaInvited, joined).when(joinAsColleague(MAYA))).toEqual([]);
    expect(given(workspace, ...done).when(joinAsColleague(MAYA))).toEqual([]);
  });

  it('keeps its last admin, whoever else is only invited', () => {
    const invitedAdmin = { ...mayaInvited, data: { personId: MAYA, role: 'admin' } };
    expect(() => given(workspace, ...done, invitedAdmin).when(removeColleague(RUTH))).toThrow('only admin');
    expect(() => given(workspace, ...done).when(changeColleagueRole({ personId: RUTH, role: 'staff' }))).toThrow(
      'only admin',
    );
  });

  it('lets an admin go when another is there', () => {
    const admin = [
      { ...mayaInvited, data: { personId: MAYA, role: 'admin' } },
      { type: 'ColleagueJoined', data: { personId: MAYA }, visibility: internal },
    ];
    expect(given(workspace, ...done, ...admin).when(removeColleague(RUTH))).toEqual([
      { type: 'ColleagueRemoved', data: { personId: RUTH }, visibility: internal },
    ]);
  });

  it('knows nobody who was not invited', () => {
    expect(() => given(workspace, ...done).when(removeColleague(MAYA))).toThrow('Nobody with this id');
  });
});
