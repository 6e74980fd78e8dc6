import type { Routes } from '@angular/router';

/** Pages of the business: staff and admins. */
export const staffRoutes: Routes = [];
