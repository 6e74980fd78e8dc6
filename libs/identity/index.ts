export { identityEvents, type PersonEvent } from './domain/person-events.js';
export { KnownPeople } from './known-people.js';
export { MailAddresses } from './mail-addresses.js';
export { SignInChallenges } from './sign-in-challenges.js';
export type { WayIn } from './way-in.js';
export { CreateSignInLink } from './create-sign-in-link.js';
export { IdentityModule } from './identity.module.js';
export { people, type PersonDocument } from './people-view.js';
