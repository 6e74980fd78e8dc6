import type { ElementRef } from '@angular/core';
import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  afterNextRender,
  inject,
  input,
  output,
  viewChild,
} from '@angular/core';
import { LucideX } from '@lucide/angular';
import { injectMessages } from '../messages/messages';

let count = 0;

/**
 * One command: fields, what the client will see, who reads it, send. The browser's own modal dialog traps the focus,
 * closes by Escape and gives the focus back; on a phone it rises from the bottom. Show it by rendering it:
 *
 * `@if (asking()) { <app-dialog [heading]="…" (closed)="asking.set(false)"> … <ng-container foot>…</ng-container></app-dialog> }`
 */
@Component({
  selector: 'app-dialog',
  imports: [LucideX],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dialog #box class="dialog" [class.wide]="wide()" [attr.aria-labelledby]="id" (close)="closed.emit()">
      <div class="dialog-head">
        <div class="grow">
          <h2 class="head" [id]="id">{{ heading() }}</h2>
          @if (subject(); as text) {
            <p class="meta">{{ text }}</p>
          }
        </div>
        <button class="button only-icon push" type="button" (click)="close()">
          <svg lucideX class="icon" aria-hidden="true"></svg><span class="hush">{{ m.shell.close }}</span>
        </button>
      </div>
      <ng-content />
    </dialog>
  `,
})
export class Dialog {
  readonly heading = input.required<string>();
  readonly subject = input<string | undefined>();
  /** With a second column for what the client will see. */
  readonly wide = input(false);
  readonly closed = output();
  protected readonly m = injectMessages();
  protected readonly id = `dialog-${String((count += 1))}`;
  protected readonly box = viewChild.required<ElementRef<HTMLDialogElement>>('box');

  constructor() {
    const opener = document.activeElement;
    // A dialog that is taken off the page while it is open, as when its command is done, gives no focus back by itself.
    inject(DestroyRef).onDestroy(() => {
      if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus();
    });
    afterNextRender(() => {
      const box = this.box().nativeElement;
      box.showModal();
      box.querySelector<HTMLElement>('[data-first], .inside input, .inside select, .inside textarea')?.focus();
    });
  }

  close(): void {
    this.box().nativeElement.close();
  }
}
