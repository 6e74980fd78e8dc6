import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Template } from './domain/template.js';
import { readTemplate } from './read-template.js';

/** Templates lie beside this file in the sources; the build makes files of TypeScript only. */
const FOLDERS = ['./templates/', '../../../libs/workflow/templates/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/**
 * The templates that ship with the program, each in a file `id@version.yaml`.
 *
 * @throws TemplateInvalid for one that no project could start from, so that a program with it does not start
 */
export function shippedTemplates(): Template[] {
  const folder = FOLDERS.find((path) => existsSync(path));
  if (folder === undefined) throw new Error('The folder libs/workflow/templates is missing.');
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.sort().map((file) => {
    const template = readTemplate(file, readFileSync(folder + file, 'utf8'));
    const name = `${template.id}@${String(template.version)}.yaml`;
    if (name !== file) throw new Error(`${file} holds ${name}; rename it.`);
    return template;
  });
}
