import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { AnswerOf, completeSignIn } from '#contracts';
import type { AnonymousRequest } from '#platform';
import { Admission } from './admission.js';
import { SignInProofs } from './sign-in-proofs.js';

export class CompleteSignIn extends Command<AnswerOf<typeof completeSignIn>> {
  constructor(readonly request: AnonymousRequest<typeof completeSignIn>) {
    super();
  }
}

@CommandHandler(CompleteSignIn)
export class CompleteSignInHandler implements ICommandHandler<CompleteSignIn> {
  constructor(
    private readonly proofs: SignInProofs,
    private readonly admission: Admission,
  ) {}

  async execute({ request }: CompleteSignIn): Promise<AnswerOf<typeof completeSignIn>> {
    const personId = await this.proofs.use(request.body, request.client);
    await this.admission.admit(personId, request.client, request.command());
    return { personId };
  }
}
