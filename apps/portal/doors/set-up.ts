import { ChangeDetectionStrategy, Component, computed, effect, inject, input, resource, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { LucideCircle, LucideCircleCheck, LucideCircleDot, LucideMail } from '@lucide/angular';
import {
  completeSetup,
  getMailStatus,
  openSetup,
  saveSetup,
  sendTestMail,
  type FieldProblem,
  type SetupAnswers,
} from '#contracts';
import { Act } from '../data/act';
import { Api, ApiError } from '../data/api';
import { liveQuery } from '../data/live-query';
import { Me } from '../data/me';
import { wrongFields } from '../data/wrong-fields';
import { injectMessages } from '../messages/messages';
import { ActError } from '../ui/act-error';
import { Brand } from '../ui/brand';
import { Field } from '../ui/field';
import { FocusHere } from '../ui/focus-here';
import { ThemeSwitch } from '../ui/theme-switch';

/** A pause in writing after which what stands there is saved. */
const PAUSE_MS = 400;

/** The first ten minutes: who runs the portal, for which business, and how mail leaves. */
@Component({
  selector: 'app-set-up',
  imports: [
    ActError,
    Brand,
    Field,
    FocusHere,
    LucideCircle,
    LucideCircleCheck,
    LucideCircleDot,
    LucideMail,
    RouterLink,
    ThemeSwitch,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './set-up.html',
  styleUrl: './set-up.css',
})
export class SetUp {
  readonly token = input.required<string>();
  protected readonly m = injectMessages();
  protected readonly step = signal<1 | 2 | 3>(1);
  protected readonly name = signal('');
  protected readonly email = signal('');
  protected readonly business = signal('');
  protected readonly tested = signal(false);
  readonly #wrong = signal<ReturnType<typeof wrongFields>>({});
  readonly #api = inject(Api);
  readonly #me = inject(Me);
  readonly #router = inject(Router);

  readonly #opened = resource({
    params: () => this.token(),
    loader: async ({ params: token }) => {
      const answers = await this.#api.command(openSetup, { body: { token } });
      this.#goOnFrom(answers);
      return answers;
    },
  });
  protected readonly isOpen = computed(() => this.#opened.hasValue());
  protected readonly failure = computed(() => {
    const error = this.#opened.error();
    return [error, error?.cause].find((one) => one instanceof ApiError);
  });

  protected readonly steps = computed(() =>
    [
      { name: this.m.setUp.you, text: this.m.setUp.youText },
      { name: this.m.setUp.business, text: this.m.setUp.businessText },
      { name: this.m.setUp.mail, text: this.m.setUp.mailText },
    ].map((step, index) => ({ ...step, number: index + 1, state: stateOf(index + 1, this.step()) })),
  );

  protected readonly completing = new Act<SetupAnswers>(async (body, key) => {
    await this.#api.command(completeSetup, { body }, { key });
    await this.#me.refresh();
    this.step.set(3);
  });
  protected readonly mail = liveQuery(
    [],
    () => (this.step() === 3 ? true : undefined),
    () => this.#api.query(getMailStatus, {}),
  );
  protected readonly testing = new Act<undefined>(async (_, key) => {
    await this.#api.command(sendTestMail, {}, { key });
    this.tested.set(true);
  });

  /** What the server has of what is written here. */
  readonly #saved = signal('');
  protected readonly isSaved = computed(() => this.#saved() === JSON.stringify(this.#said()));

  constructor() {
    effect((onCleanup) => {
      if (!this.isOpen() || this.step() === 3 || this.isSaved()) return;
      const said = this.#said();
      const pause = setTimeout(() => void this.#save(said), PAUSE_MS);
      onCleanup(() => {
        clearTimeout(pause);
      });
    });
    // Whoever comes back after set-up is done has a page of their own.
    effect(() => {
      if (this.failure()?.status === 410) void this.#goHomeIfSignedIn();
    });
  }

  /** What is wrong with a field: found here before it is sent, or by the server. */
  protected wrongOf(field: string): FieldProblem | undefined {
    return this.#wrong()[field] ?? this.completing.wrong(field);
  }

  /** From the person to the business, when nothing is wrong with the person. */
  protected goOn(): void {
    const { name, email } = wrongFields(completeSetup.body, this.#said());
    this.#wrong.set({ ...(name && { name }), ...(email && { email }) });
    if (!name && !email) this.step.set(2);
  }

  protected async complete(): Promise<void> {
    this.#wrong.set(wrongFields(completeSetup.body, this.#said()));
    if (Object.keys(this.#wrong()).length > 0) return;
    await this.completing.go(this.#said());
    // What is wrong with the person is put right where the person was asked for.
    if (this.completing.wrong('name') ?? this.completing.wrong('email')) this.step.set(1);
  }

  #goOnFrom(answers: SetupAnswers): void {
    this.name.set(answers.name);
    this.email.set(answers.email);
    this.business.set(answers.business);
    this.#saved.set(JSON.stringify(this.#said()));
    const { name, email } = wrongFields(completeSetup.body, answers);
    if (!name && !email) this.step.set(2);
  }

  async #save(answers: SetupAnswers): Promise<void> {
    try {
      await this.#api.command(saveSetup, { body: answers });
      this.#saved.set(JSON.stringify(answers));
    } catch (error) {
      // The page does not say that it is saved then; what is written is sent whole at the end.
      if (!(error instanceof ApiError)) throw error;
    }
  }

  async #goHomeIfSignedIn(): Promise<void> {
    if (await this.#me.load()) await this.leave();
  }

  #said(): SetupAnswers {
    return { name: this.name(), email: this.email(), business: this.business() };
  }

  protected async leave(): Promise<void> {
    await this.#router.navigateByUrl('/');
  }
}

function stateOf(number: number, current: number): 'done' | 'now' | 'later' {
  if (number < current) return 'done';
  return number === current ? 'now' : 'later';
}
