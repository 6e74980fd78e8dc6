import type { BusinessRole, ClientRole } from '#contracts';

export interface DemoColleague {
  readonly name: string;
  readonly email: string;
  readonly role: BusinessRole;
}

export interface DemoMember {
  readonly name: string;
  readonly email: string;
  readonly role: ClientRole;
}

export interface DemoAccount {
  readonly name: string;
  readonly openedWorkdaysAgo: number;
  readonly members: readonly DemoMember[];
  /** Mail addresses of the staff who work for it, the one to ask first. */
  readonly staff: readonly string[];
}

export const BUSINESS = 'Ashdown Pell';
export const ACME = 'Acme Coffee Roasters';
export const RUTH = 'ruth@ashdownpell.example';
export const MAYA = 'maya@ashdownpell.example';
export const JON = 'jon@ashdownpell.example';
export const DANA = 'dana@acme.example';
export const TOM = 'tom@acme.example';
export const MARCUS = 'marcus@larkfield.example';
export const HELEN = 'helen@northgatedental.example';

/** The first one sets the portal up. */
export const COLLEAGUES: readonly DemoColleague[] = [
  { name: 'Ruth Ashdown', email: RUTH, role: 'admin' },
  { name: 'Maya Ellis', email: MAYA, role: 'staff' },
  { name: 'Jon Reyes', email: JON, role: 'staff' },
];

export const ACCOUNTS: readonly DemoAccount[] = [
  {
    name: ACME,
    openedWorkdaysAgo: 112,
    members: [
      { name: 'Dana Okafor', email: DANA, role: 'owner' },
      { name: 'Tom Bell', email: TOM, role: 'member' },
      { name: 'Priya Nair', email: 'priya@acme.example', role: 'finance' },
    ],
    staff: [MAYA],
  },
  {
    name: 'Larkfield Hotels',
    openedWorkdaysAgo: 70,
    members: [
      { name: 'Marcus Lind', email: MARCUS, role: 'owner' },
      { name: 'Sofia Brandt', email: 'sofia@larkfield.example', role: 'viewer' },
    ],
    staff: [MAYA, JON],
  },
  {
    name: 'Northgate Dental',
    openedWorkdaysAgo: 84,
    members: [{ name: 'Helen Marsh', email: HELEN, role: 'owner' }],
    staff: [JON],
  },
];
