import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Log } from '#platform';
import { Mailboxes } from './mailboxes.js';
import { SignInChallenges } from './sign-in-challenges.js';
import { VaultSessions } from './vault-sessions.js';

const HOUR_MS = 3_600_000;

/** Takes out of the Vault, hour by hour, what has expired. */
@Injectable()
export class ForgetExpired implements OnModuleInit, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly challenges: SignInChallenges,
    private readonly mailboxes: Mailboxes,
    private readonly sessions: VaultSessions,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.#timer = setInterval(() => {
      this.forget().catch((error: unknown) => {
        this.log.error('expired sessions stay in the Vault', {}, error);
      });
    }, HOUR_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  async forget(): Promise<void> {
    await this.challenges.forgetOld();
    await this.mailboxes.forgetOld();
    await this.sessions.forgetOld();
  }
}
