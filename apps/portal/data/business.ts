import { Injectable, computed, inject, resource } from '@angular/core';
import { getSetup } from '#contracts';
import { Api } from './api';
import { Me } from './me';

/** Whose portal this is, for strangers too. */
@Injectable({ providedIn: 'root' })
export class Business {
  readonly #api = inject(Api);
  readonly #me = inject(Me);
  readonly #setUp = resource({ loader: () => this.#api.query(getSetup, {}) });

  /** `Portico` before there is a business, and until its name is known. */
  readonly name = computed(
    () => this.#me.view()?.business ?? (this.#setUp.hasValue() ? this.#setUp.value().business : null) ?? 'Portico',
  );
}
