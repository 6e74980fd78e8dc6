import {
  CombinedRecursiveAstVisitor,
  parseTemplate,
  type Interpolation,
  type LiteralPrimitive,
  type TemplateLiteralElement,
  type TmplAstText,
  type TmplAstTextAttribute,
} from '@angular/compiler';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { filesBelow } from './source-stamp.ts';

/** Attributes and inputs that people read or hear. */
const READ =
  /^(alt|aria-(label|description|roledescription|valuetext)|heading|hint|label|placeholder|send|subject|title)$/;
const WORD = /\p{L}{2,}/u;
/** Two words, or one that stands like a sentence: what no name in code looks like. */
const SENTENCE = /\p{L}{2,}[,.:;]? \p{L}|^\p{Lu}\p{Ll}+[.!?…]?$/u;
/** Names that are the same in every language. */
const NAMES = new Set(['Portico', 'Android', 'sha256']);

/** Texts of the portal that stand in its code instead of in a message file, as `FILE: TEXT`. */
export function hardCodedTexts(portal: string): string[] {
  return filesBelow(portal, '.')
    .filter((file) => /\.(html|ts)$/.test(file) && !/(^|\/)messages\/|\.spec\.ts$|^index\.html$/.test(file))
    .flatMap((file) => {
      const source = readFileSync(join(portal, file), 'utf8');
      const texts = file.endsWith('.html') ? textsInTemplate(source) : textsInCode(source);
      return texts.map((text) => `${file}: ${text.trim().replaceAll(/\s+/g, ' ')}`);
    })
    .sort();
}

/** Texts of an Angular template. */
export function textsInTemplate(template: string): string[] {
  const { nodes } = parseTemplate(template, '', { preserveWhitespaces: false });
  const found = new TemplateTexts();
  for (const node of nodes) node.visit(found);
  return found.texts;
}

/** Texts of a TypeScript file, and of the templates that stand in it. */
export function textsInCode(source: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || isForNobody(node)) return;
    if (ts.isDecorator(node)) texts.push(...templatesOf(node).flatMap(textsInTemplate));
    else if (isText(node) && SENTENCE.test(node.text)) texts.push(node.text);
    else ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('', source, ts.ScriptTarget.Latest, true));
  return texts.filter((text) => !NAMES.has(text));
}

class TemplateTexts extends CombinedRecursiveAstVisitor {
  readonly texts: string[] = [];

  override visitText({ value }: TmplAstText): void {
    this.#add(value, WORD);
  }

  override visitTextAttribute({ name, value }: TmplAstTextAttribute): void {
    if (READ.test(name)) this.#add(value, WORD);
  }

  override visitInterpolation(ast: Interpolation, context: unknown): void {
    for (const text of ast.strings) this.#add(text, WORD);
    super.visitInterpolation(ast, context);
  }

  override visitLiteralPrimitive({ value }: LiteralPrimitive): void {
    if (typeof value === 'string') this.#add(value, SENTENCE);
  }

  override visitTemplateLiteralElement({ text }: TemplateLiteralElement): void {
    this.#add(text, SENTENCE);
  }

  #add(text: string, looksLikeText: RegExp): void {
    if (looksLikeText.test(text) && !NAMES.has(text.trim())) this.texts.push(text);
  }
}

function isText(node: ts.Node): node is ts.StringLiteralLike | ts.TemplateLiteralToken {
  return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}

/** Errors of wrong use are read by whoever writes the code; selectors and media queries by the browser. */
function isForNobody(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return node.expression.getText().endsWith('Error');
  return ts.isCallExpression(node) && /\b(querySelector(All)?|closest|matchMedia)$/.test(node.expression.getText());
}

function templatesOf(decorator: ts.Decorator): string[] {
  const templates: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'template' && ts.isStringLiteralLike(node.initializer))
      templates.push(node.initializer.text);
    ts.forEachChild(node, visit);
  };
  visit(decorator);
  return templates;
}
