import { Directive, ElementRef, afterNextRender, inject } from '@angular/core';

/** Takes the focus as soon as it appears: a heading (with `tabindex="-1"`) or the first field inside. `<app-field appFocusHere />` */
@Directive({ selector: '[appFocusHere]' })
export class FocusHere {
  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender(() => (host.querySelector<HTMLElement>('input, select, textarea') ?? host).focus());
  }
}
