import { readFileSync, readdirSync } from 'node:fs';
import type { Template } from './domain/template.js';
import { readTemplate } from './read-template.js';

/** Beside this file in the sources; the build copies it beside the compiled one. */
const FOLDER = new URL('./templates/', import.meta.url);

/**
 * The templates that ship with the program, each in a file `id@version.yaml`.
 *
 * @throws TemplateInvalid for one that no project could start from, so that a program with it does not start
 */
export function shippedTemplates(): Template[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));
  return files.sort().map((file) => {
    const template = readTemplate(file, readFileSync(new URL(file, FOLDER), 'utf8'));
    const name = `${template.id}@${String(template.version)}.yaml`;
    if (name !== file) throw new Error(`${file} holds ${name}; rename it.`);
    return template;
  });
}
