import { Global, Module, type Provider } from '@nestjs/common';
import { Authenticator, Invitations, People, Sessions } from '#platform';
import { AccessTokens } from './access-tokens.js';
import { Admission } from './admission.js';
import { BeginSignInHandler } from './begin-sign-in.js';
import { CompleteSignInHandler } from './complete-sign-in.js';
import { CreateSignInLink } from './create-sign-in-link.js';
import { FirstArrivals } from './first-arrivals.js';
import { ForgetExpired } from './forget-expired.js';
import { GetMeHandler } from './get-me.js';
import { IdentityController } from './identity.controller.js';
import { KnownBrowsers } from './known-browsers.js';
import { KnownPeople } from './known-people.js';
import { MailAddresses } from './mail-addresses.js';
import { Mailboxes } from './mailboxes.js';
import { MailedInvitations } from './mailed-invitations.js';
import { EndOtherSessionsHandler, EndSessionHandler, ListSessionsHandler, SignOutHandler } from './my-sessions.js';
import { ReadSignInLinkHandler } from './read-sign-in-link.js';
import { SessionAuthenticator } from './session-authenticator.js';
import { SessionCookies } from './session-cookies.js';
import { SignInChallenges } from './sign-in-challenges.js';
import { SignInLimits } from './sign-in-limits.js';
import { SignInMails } from './sign-in-mails.js';
import { SignInProofs } from './sign-in-proofs.js';
import { SignInRequests } from './sign-in-requests.js';
import { StandingInvitations } from './standing-invitations.js';
import { VaultSessions } from './vault-sessions.js';

const handlers: Provider[] = [
  BeginSignInHandler,
  CompleteSignInHandler,
  ReadSignInLinkHandler,
  GetMeHandler,
  ListSessionsHandler,
  EndSessionHandler,
  EndOtherSessionsHandler,
  SignOutHandler,
];

const doors: Provider[] = [
  Admission,
  CreateSignInLink,
  FirstArrivals,
  KnownBrowsers,
  Mailboxes,
  SignInChallenges,
  SignInLimits,
  SignInMails,
  SignInProofs,
  SignInRequests,
  StandingInvitations,
];

/** Who people are and how they come in. Global, since every context asks for its ports. */
@Global()
@Module({
  controllers: [IdentityController],
  providers: [
    ...handlers,
    ...doors,
    AccessTokens,
    ForgetExpired,
    KnownPeople,
    MailAddresses,
    SessionCookies,
    VaultSessions,
    { provide: Authenticator, useClass: SessionAuthenticator },
    { provide: People, useExisting: KnownPeople },
    { provide: Sessions, useExisting: VaultSessions },
    { provide: Invitations, useClass: MailedInvitations },
  ],
  exports: [Authenticator, People, Sessions, Invitations, CreateSignInLink],
})
export class IdentityModule {}
