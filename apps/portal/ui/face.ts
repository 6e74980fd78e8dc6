import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** A person's initials in a circle. `<app-face [name]="person.name" size="big" />` */
@Component({
  selector: 'app-face',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<span class="face" [class.big]="size() === 'big'" [class.tiny]="size() === 'tiny'" aria-hidden="true">{{
    initials()
  }}</span>`,
})
export class Face {
  readonly name = input.required<string | null>();
  readonly size = input<'usual' | 'big' | 'tiny'>('usual');

  protected readonly initials = computed(() => {
    const words = (this.name() ?? '').split(/\s+/).filter(Boolean);
    const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
    return picked.map((word) => initialOf(word ?? '')).join('');
  });
}

/** The first character that a reader sees, however many code points make it up. */
function initialOf(word: string): string {
  const [first] = new Intl.Segmenter().segment(word);
  return first?.segment.toUpperCase() ?? '';
}
