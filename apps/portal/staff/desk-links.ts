import {
  LucideBuildingComplex,
  LucideChartNoAxesColumn,
  LucideMail,
  LucideRotateCw,
  LucideUsers,
  LucideWaypoints,
  type LucideIcon,
} from '@lucide/angular';
import type { StaffMessages } from '../messages/messages';

/** One page in the navigation of the business's side. */
export interface DeskLink {
  readonly to: string;
  readonly name: string;
  readonly icon: LucideIcon;
  /** Behind “More” where the bar of a phone has no room for all. */
  readonly isSeldom?: boolean;
}

/** Pages of the work, for staff and admins. */
export function workLinks({ desk }: StaffMessages): readonly DeskLink[] {
  return [
    { to: '/work/projects', name: desk.projects, icon: LucideWaypoints },
    { to: '/work/clients', name: desk.clients, icon: LucideBuildingComplex },
    { to: '/work/reports', name: desk.reports, icon: LucideChartNoAxesColumn },
  ];
}

/** Pages that only admins have. */
export function adminLinks({ desk }: StaffMessages): readonly DeskLink[] {
  return [
    { to: '/work/people', name: desk.people, icon: LucideUsers, isSeldom: true },
    { to: '/work/mail', name: desk.mail, icon: LucideMail, isSeldom: true },
    { to: '/work/replay', name: desk.replay, icon: LucideRotateCw },
  ];
}
