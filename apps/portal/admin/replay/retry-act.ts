import { inject, signal } from '@angular/core';
import { retryParked } from '#contracts';
import { Act } from '../../data/act';
import { Api } from '../../data/api';
import { injectAdminMessages } from '../../messages/messages';
import { Toast } from '../../ui/toast';
import { ReplayWords } from './replay-words';

/** Tries the parked events of a view again and says what came of it. Make it where components are made. */
export class RetryAct {
  /** What came of it while events are still parked. */
  readonly outcome = signal('');
  readonly #m = injectAdminMessages().replay;
  readonly #words = inject(ReplayWords);
  readonly #api = inject(Api);
  readonly #toast = inject(Toast);
  readonly act = new Act<string>(async (view, key) => {
    const { parked } = await this.#api.command(retryParked, { params: { view } }, { key });
    this.outcome.set(parked === 0 ? '' : this.#m.stillParked(this.#words.number(parked), parked === 1));
    if (parked === 0) this.#toast.show({ text: this.#m.applied(this.#words.view(view)) });
  });

  /** Whether nothing is parked any more. */
  async go(view: string): Promise<boolean> {
    this.outcome.set('');
    return (await this.act.go(view)) && this.outcome() === '';
  }
}
