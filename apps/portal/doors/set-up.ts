import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { LucideCircle, LucideCircleCheck, LucideCircleDot, LucideMail } from '@lucide/angular';
import { completeSetup, getMailStatus, openSetup, sendTestMail, type FieldProblem } from '#contracts';
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
    loader: ({ params: token }) => this.#api.command(openSetup, { body: { token } }),
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

  protected readonly completing = new Act<{ name: string; email: string; business: string }>(async (body, key) => {
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

  #said(): { name: string; email: string; business: string } {
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
