import { Injectable } from '@nestjs/common';
import { Refusal } from '#event-sourcing';
import type { Template } from './domain/template.js';
import { shippedTemplates } from './shipped-templates.js';

/** The workflows that projects can start from, read once. */
@Injectable()
export class Templates {
  readonly #all = shippedTemplates();

  /** The newest version of each, by name. */
  newest(): Template[] {
    const byId = new Map<string, Template>();
    for (const template of this.#all) {
      if (template.version > (byId.get(template.id)?.version ?? 0)) byId.set(template.id, template);
    }
    return [...byId.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
  }

  /** @throws Refusal `unknown-template` */
  get(id: string): Template {
    const template = this.newest().find((newest) => newest.id === id);
    if (!template)
      throw new Refusal('unknown-template', `There is no workflow “${id}”. Choose one from the list.`, 'invalid');
    return template;
  }
}
