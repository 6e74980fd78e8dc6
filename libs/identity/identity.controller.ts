import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  beginSignIn,
  completeSignIn,
  endOtherSessions,
  endSession,
  getMe,
  listSessions,
  readSignInLink,
  signOut,
} from '#contracts';
import { Asked, NAME_VIEWS, Operate, anyone, signedIn, type AnonymousRequest, type OperationRequest } from '#platform';
import { BeginSignIn } from './begin-sign-in.js';
import { CompleteSignIn } from './complete-sign-in.js';
import { GetMe } from './get-me.js';
import { EndOtherSessions, EndSession, ListSessions, SignOut } from './my-sessions.js';
import { ReadSignInLink } from './read-sign-in-link.js';

@Controller()
export class IdentityController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Operate(beginSignIn, anyone)
  beginSignIn(@Asked() request: AnonymousRequest<typeof beginSignIn>) {
    return this.commands.execute(new BeginSignIn(request));
  }

  @Operate(readSignInLink, anyone)
  readSignInLink(@Asked() request: AnonymousRequest<typeof readSignInLink>) {
    return this.queries.execute(new ReadSignInLink(request));
  }

  @Operate(completeSignIn, anyone)
  completeSignIn(@Asked() request: AnonymousRequest<typeof completeSignIn>) {
    return this.commands.execute(new CompleteSignIn(request));
  }

  @Operate(signOut, signedIn)
  signOut(@Asked() request: OperationRequest<typeof signOut>) {
    return this.commands.execute(new SignOut(request));
  }

  @Operate(getMe, signedIn, { reads: NAME_VIEWS })
  getMe(@Asked() request: OperationRequest<typeof getMe>) {
    return this.queries.execute(new GetMe(request));
  }

  @Operate(listSessions, signedIn)
  listSessions(@Asked() request: OperationRequest<typeof listSessions>) {
    return this.queries.execute(new ListSessions(request));
  }

  @Operate(endSession, signedIn)
  endSession(@Asked() request: OperationRequest<typeof endSession>) {
    return this.commands.execute(new EndSession(request));
  }

  @Operate(endOtherSessions, signedIn)
  endOtherSessions(@Asked() request: OperationRequest<typeof endOtherSessions>) {
    return this.commands.execute(new EndOtherSessions(request));
  }
}
