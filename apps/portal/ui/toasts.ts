import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Toast } from './toast';

/** Where toasts appear. */
@Component({
  selector: 'app-toasts',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div role="status">
      @if (toast.content(); as content) {
        <div
          class="toast"
          (focusin)="toast.hold()"
          (focusout)="toast.resume()"
          (mouseenter)="toast.hold()"
          (mouseleave)="toast.resume()"
        >
          <span>{{ content.text }}</span>
          @if (content.act; as act) {
            <button class="button" type="button" (click)="run(act.run)">{{ act.label }}</button>
          }
        </div>
      }
    </div>
  `,
})
export class Toasts {
  protected readonly toast = inject(Toast);

  protected run(act: () => void): void {
    this.toast.close();
    act();
  }
}
