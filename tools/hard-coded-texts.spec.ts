import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { hardCodedTexts, textsInCode, textsInTemplate } from './hard-coded-texts.ts';

describe('texts of the portal', () => {
  it('stand in its message files, so that a second language is a file', () => {
    expect(hardCodedTexts(join(import.meta.dirname, '../apps/portal'))).toEqual([]);
  });

  it.each([
    ['<p>Good morning</p>', 'Good morning'],
    ['<p>{{ name }}, welcome</p>', ', welcome'],
    ['@if (open) { <b>Open</b> }', 'Open'],
    ['<img alt="A house" />', 'A house'],
    ['<app-field label="Name" />', 'Name'],
    ['<p>{{ done ? "All done" : m.open }}</p>', 'All done'],
    ['<app-field [label]="\'Your name\'" />', 'Your name'],
    ['<p [attr.aria-label]="`${count} of them`"></p>', ' of them'],
  ])('are found in the template %s', (template, text) => {
    expect(textsInTemplate(template)).toEqual([text]);
  });

  it.each(['<p class="big strong" id="one">{{ m.title }}: {{ count }}%</p>', '<app-brand name="Portico" />'])(
    'are not seen in %s',
    (template) => {
      expect(textsInTemplate(template)).toEqual([]);
    },
  );

  it('are found in code, and in templates that stand in it', () => {
    const code = `@Component({ selector: 'app-x', template: '<b>Stop</b>', styles: 'b { color: red; }' })
      export class X { readonly a = 'button main'.length; say(n: number) { return \`\${n} things left\`; } }`;
    expect(textsInCode(code)).toEqual(['Stop', 'button main', ' things left']);
    expect(textsInCode(`throw new TypeError('No such thing here')`)).toEqual([]);
  });
});
