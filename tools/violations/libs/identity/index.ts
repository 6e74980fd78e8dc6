export interface PersonInvited {
  readonly type: 'PersonInvited';
}
export const invite = (): PersonInvited => ({ type: 'PersonInvited' });
