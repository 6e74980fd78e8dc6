import { Injectable, inject } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { TitleStrategy, type RouterStateSnapshot } from '@angular/router';
import { MESSAGES, type Messages } from '../messages/messages';
import { Me } from './me';

/** The page's name, then the business's. */
@Injectable()
export class PageTitles extends TitleStrategy {
  readonly #title = inject(Title);
  readonly #messages = inject(MESSAGES);
  readonly #me = inject(Me);

  override updateTitle(snapshot: RouterStateSnapshot): void {
    const key = this.buildTitle(snapshot) as keyof Messages['titles'] | undefined;
    const business = this.#me.view()?.business ?? 'Portico';
    this.#title.setTitle(key === undefined ? business : `${this.#messages.titles[key]} · ${business}`);
  }
}
