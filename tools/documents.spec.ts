import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesBelow } from './source-stamp.ts';

const project = join(import.meta.dirname, '..');
const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...filesBelow(project, 'docs')].filter((file) =>
  file.endsWith('.md'),
);

/** Anchors as forges make them of headings. */
function anchors(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function isBroken(document: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? document : join(dirname(document), decodeURIComponent(path));
  if (!existsSync(join(project, target))) return true;
  return anchor !== undefined && !anchors(readFileSync(join(project, target), 'utf8')).includes(anchor);
}

describe('the documents', () => {
  it.each(documents)('%s links only to what is there', (document) => {
    const text = readFileSync(join(project, document), 'utf8').replace(/^```[\s\S]*?^```/gm, '');
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    const relative = links.filter((link) => !/^[a-z]+:/.test(link));
    expect(relative.filter((link) => isBroken(document, link))).toEqual([]);
  });

  it('say each decision under the same four headings', () => {
    const decisions = filesBelow(project, 'docs/decisions').filter((file) => /\/\d{4}-/.test(file));
    expect(decisions.length).toBeGreaterThan(0);
    for (const decision of decisions) {
      const headings = [...readFileSync(join(project, decision), 'utf8').matchAll(/^## (.+)$/gm)].map(
        ([, heading]) => heading,
      );
      expect([decision, ...headings]).toEqual([decision, 'Status', 'Context', 'Decision', 'Consequences']);
    }
  });

  it('name every setting that there is, and none that is not', () => {
    const settings = [
      ...readFileSync(join(project, 'libs/platform/config.ts'), 'utf8').matchAll(/^ {2}(PORTICO_[A-Z_]+):/gm),
    ];
    const described = [...readFileSync(join(project, 'docs/operations.md'), 'utf8').matchAll(/^\|.*?\|/gm)].flatMap(
      ([cell]) => [...cell.matchAll(/`(PORTICO_[A-Z_]+)`/g)],
    );
    expect(described.map(([, name]) => name).sort()).toEqual(settings.map(([, name]) => name).sort());
  });
});
