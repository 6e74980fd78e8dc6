export * from './ability.js';
export { AccessModule } from './access.module.js';
export { AccountOf } from './account-of.js';
export { PERMISSIONS } from './permission-rules.js';
export { personRights, rightsOf, type PersonRights } from './person-rights.js';
export { PersonPrincipal, Principals } from './principals.js';
