import { inject } from '@angular/core';
import { startRebuild } from '#contracts';
import { Act } from '../../data/act';
import { Api } from '../../data/api';
import { injectAdminMessages } from '../../messages/messages';
import { Toast } from '../../ui/toast';
import { ReplayWords } from './replay-words';

/** Begins to rebuild a view beside the one in use. Make it where components are made. */
export class StartAct {
  readonly #m = injectAdminMessages().replay;
  readonly #words = inject(ReplayWords);
  readonly #api = inject(Api);
  readonly #toast = inject(Toast);
  readonly act = new Act<{ view: string; version?: number }>(async ({ view, ...body }, key) => {
    await this.#api.command(startRebuild, { params: { view }, body }, { key });
    this.#toast.show({ text: this.#m.started(this.#words.view(view)) });
  });

  /** @param version the newest of the program when absent */
  async go(view: string, version?: number): Promise<boolean> {
    return this.act.go({ view, ...(version !== undefined && { version }) });
  }
}
