import { Global, Module, type Provider } from '@nestjs/common';
import { Authenticator, Invitations, People, Sessions } from '#platform';
import { AccessTokens } from './access-tokens.js';
import { BeginSignInHandler } from './begin-sign-in.js';
import { CompleteSignInHandler } from './complete-sign-in.js';
import { CreateSignInLink } from './create-sign-in-link.js';
import { ForgetExpired } from './forget-expired.js';
import { GetMeHandler } from './get-me.js';
import { IdentityController } from './identity.controller.js';
import { KnownPeople } from './known-people.js';
import { EndOtherSessionsHandler, EndSessionHandler, ListSessionsHandler, SignOutHandler } from './my-sessions.js';
import { ReadSignInLinkHandler } from './read-sign-in-link.js';
import { SessionAuthenticator } from './session-authenticator.js';
import { SignInChallenges } from './sign-in-challenges.js';
import { SignInLimits } from './sign-in-limits.js';
import { VaultSessions } from './vault-sessions.js';
import { WaysIn } from './ways-in.js';

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

/** Who people are and how they come in. Global, since every context asks for its ports. */
@Global()
@Module({
  controllers: [IdentityController],
  providers: [
    ...handlers,
    AccessTokens,
    CreateSignInLink,
    ForgetExpired,
    KnownPeople,
    SignInChallenges,
    SignInLimits,
    VaultSessions,
    WaysIn,
    { provide: Authenticator, useClass: SessionAuthenticator },
    { provide: People, useExisting: KnownPeople },
    { provide: Sessions, useExisting: VaultSessions },
    { provide: Invitations, useExisting: WaysIn },
  ],
  exports: [Authenticator, People, Sessions, Invitations, CreateSignInLink],
})
export class IdentityModule {}
