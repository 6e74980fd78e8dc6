import * as z from 'zod/mini';
import { LineCounter, isCollection, isMap, isNode, isPair, parseDocument, type Document } from 'yaml';
import { faultsOf, type TemplateFault } from './domain/template-graph.js';
import { Template } from './domain/template.js';

/** A place in a template's text that is wrong; lines and columns count from 1. */
export interface TemplateError {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A template that no project can start from; the message names every line. */
export class TemplateInvalid extends Error {
  override readonly name = 'TemplateInvalid';
  constructor(
    readonly file: string,
    readonly errors: readonly TemplateError[],
  ) {
    super(errors.map(({ line, column, message }) => `${file}:${String(line)}:${String(column)} ${message}`).join('\n'));
  }
}

/**
 * A template from its YAML (or JSON) text, checked whole.
 *
 * @throws TemplateInvalid
 */
export function readTemplate(file: string, text: string): Template {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, message: string): TemplateError => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1), message };
  };
  if (document.errors.length > 0) {
    throw new TemplateInvalid(
      file,
      document.errors.map(({ pos, message }) => at(pos[0], message)),
    );
  }
  const { template, faults } = check(document.toJS());
  if (template) return template;
  throw new TemplateInvalid(
    file,
    faults.map(({ path, message }) => at(offsetOf(document, path), message)),
  );
}

function check(value: unknown): { template?: Template; faults: readonly TemplateFault[] } {
  const parsed = Template.safeParse(value);
  if (!parsed.success) return { faults: parsed.error.issues.flatMap(faultsOfIssue) };
  const faults = faultsOf(parsed.data);
  return faults.length > 0 ? { faults } : { template: parsed.data, faults };
}

/** The mini build of zod says only “Invalid input”, unless it is given words. */
const { localeError } = z.locales.en();

type Issue = NonNullable<ReturnType<typeof Template.safeParse>['error']>['issues'][number];

function faultsOfIssue(issue: Issue): TemplateFault[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: `“${key}” is not known here.` }));
  }
  const name = path.findLast((part) => typeof part === 'string');
  const message = issue.message === 'Invalid input' ? wordsFor(issue) : issue.message;
  return [{ path, message: name === undefined ? message : `${name}: ${message}` }];
}

function wordsFor(issue: Issue): string {
  const words = localeError(issue as Parameters<typeof localeError>[0]);
  return typeof words === 'string' ? words : issue.message;
}

/** Where a path's value stands in the text; where it is missing, what should hold it. */
function offsetOf(document: Document.Parsed, path: readonly (string | number)[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const part of path) {
    const child = isCollection(node) ? childOf(node, part) : undefined;
    if (!child) break;
    offset = child.offset ?? offset;
    node = child.node;
  }
  return offset;
}

function childOf(node: unknown, part: string | number): { node: unknown; offset: number | undefined } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isPair(item) && String(item.key) === String(part));
    return pair && { node: pair.value, offset: startOf(pair.key) };
  }
  const child = isCollection(node) ? node.get(part, true) : undefined;
  return child === undefined ? undefined : { node: child, offset: startOf(child) };
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
