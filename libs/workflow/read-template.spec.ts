import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { templateJsonSchema } from './domain/template.js';
import { TemplateInvalid, readTemplate } from './read-template.js';
import { shippedTemplates } from './shipped-templates.js';

const HEAD = `id: shop
version: 1
name: Shop
description: A shop.
phases:
  - id: one
    name: One
steps:
`;

function step(id: string, rest = ''): string {
  return `  - id: ${id}\n    phase: one\n    title: Do it\n    side: business\n    dueInDays: 3\n${rest && `    ${rest}\n`}`;
}

function errorsOf(text: string): string[] {
  try {
    readTemplate('shop.yaml', text);
  } catch (error) {
    if (error instanceof TemplateInvalid) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('a template', () => {
  it('is read from YAML', () => {
    const template = readTemplate('shop.yaml', HEAD + step('a') + step('b', 'needs: [a]'));
    expect(template.steps.map(({ id, needs, visibility }) => ({ id, needs, visibility }))).toEqual([
      { id: 'a', needs: [], visibility: 'client' },
      { id: 'b', needs: ['a'], visibility: 'client' },
    ]);
  });

  it('may be JSON', () => {
    const { id } = readTemplate('shop.json', JSON.stringify(readTemplate('shop.yaml', HEAD + step('a'))));
    expect(id).toBe('shop');
  });

  it.each([
    ['broken YAML', 'id: [\n', /^shop\.yaml:2:1 /],
    ['an empty file', '', /^shop\.yaml:1:1 /],
    ['an unknown key', `${HEAD}${step('a', 'colour: red')}`, /^shop\.yaml:14:5 “colour” is not known here\.$/],
    [
      'a missing key',
      HEAD + step('a').replace('    side: business\n', ''),
      /^shop\.yaml:9:5 side: Invalid option: expected one of "client"\|"business"$/,
    ],
    ['a wrong type', HEAD + step('a', 'minutes: soon'), /^shop\.yaml:14:5 minutes: /],
    ['an unknown need', HEAD + step('a', 'needs: [z]'), /^shop\.yaml:14:13 There is no step “z”\.$/],
    [
      'an unknown phase',
      HEAD + step('a') + step('b').replace('phase: one', 'phase: two'),
      /^shop\.yaml:15:5 There is no phase “two”\.$/,
    ],
    ['a repeated id', HEAD + step('a') + step('a'), /^shop\.yaml:14:5 The id “a” is taken\.$/],
    [
      'a step that needs itself',
      HEAD + step('a', 'needs: [a]'),
      /^shop\.yaml:14:5 These steps wait for each other: “a” needs “a”\.$/,
    ],
    [
      'an internal step of the client',
      HEAD + step('a', 'visibility: internal').replace('side: business', 'side: client'),
      /^shop\.yaml:14:5 The client does this step and must be able to see it\.$/,
    ],
    [
      'a step that is due before what it needs',
      HEAD + step('a') + step('b', 'needs: [a]').replace('dueInDays: 3', 'dueInDays: 2'),
      /^shop\.yaml:19:13 “b” is due before “a”, which it needs\.$/,
    ],
    [
      'a phase without steps',
      HEAD.replace('steps:', '  - id: two\n    name: Two\nsteps:') + step('a'),
      /^shop\.yaml:8:5 No step belongs to the phase “two”\.$/,
    ],
  ])('is refused for %s, with its line', (_, text, expected) => {
    const errors = errorsOf(text);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(expected);
  });

  it('names circles, and what can never be reached behind them', () => {
    expect(errorsOf(HEAD + step('a', 'needs: [b]') + step('b', 'needs: [a]') + step('c', 'needs: [b]'))).toEqual([
      'shop.yaml:14:5 These steps wait for each other: “a” needs “b” needs “a”.',
      'shop.yaml:20:5 These steps wait for each other: “b” needs “a” needs “b”.',
      'shop.yaml:26:5 “c” can never be reached, because it needs steps that wait for each other.',
    ]);
  });
});

describe('the templates that ship', () => {
  it('are sound, and have work for both sides', () => {
    const templates = shippedTemplates();
    expect(templates.map(({ id, version }) => `${id}@${String(version)}`)).toEqual(['website-project@1']);
    for (const { steps } of templates)
      expect(new Set(steps.map(({ side }) => side))).toEqual(new Set(['client', 'business']));
  });

  it('have a published JSON Schema', () => {
    const published: unknown = JSON.parse(
      readFileSync(new URL('./templates/template.schema.json', import.meta.url), 'utf8'),
    );
    expect(published).toEqual(templateJsonSchema());
  });
});
