import { inject } from '@angular/core';
import { switchView } from '#contracts';
import { Act } from '../../data/act';
import { Api } from '../../data/api';
import { injectAdminMessages } from '../../messages/messages';
import { Toast } from '../../ui/toast';
import type { BuildOf } from './builds-of';
import { ReplayWords } from './replay-words';

/** Lets another build serve, forth or back. Make it where components are made. */
export class SwitchAct {
  readonly #m = injectAdminMessages().replay;
  readonly #words = inject(ReplayWords);
  readonly #api = inject(Api);
  readonly #toast = inject(Toast);
  readonly act = new Act<{ view: string; to: string; accept?: boolean }>(async ({ view, ...body }, key) => {
    await this.#api.command(switchView, { params: { view }, body }, { key });
    this.#toast.show({ text: this.#m.switched(this.#words.view(view), this.#words.build(body.to)) });
  });

  /** @param accept that its differences are wanted */
  async go({ view, build }: BuildOf, accept = false): Promise<boolean> {
    return this.act.go({ view: view.name, to: build.id, ...(accept && { accept }) });
  }
}
