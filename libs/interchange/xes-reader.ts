import { BrokenLog, LIMITS, checkName } from './broken-log.js';
import { XES_KEYS, type FieldLifter } from './lift-fields.js';
import type { LogAttribute, LogItem } from './log-item.js';
import { ESCAPED, unescaped } from './xes-escapes.js';
import { XmlTags, type Tag, type TagListener } from './xml-tags.js';

/** Reads XES. @throws BrokenLog */
export async function* readXes(
  text: AsyncIterable<string>,
  lifter: FieldLifter,
  caseKey: string = XES_KEYS.case,
): AsyncGenerator<LogItem[]> {
  const builder = new XesBuilder(lifter, caseKey);
  const tags = new XmlTags(builder);
  for await (const piece of text) {
    tags.write(piece);
    yield builder.take();
  }
  tags.end();
  builder.end(tags.line);
  yield builder.take();
}

/** What an attribute takes besides its texts, in characters. */
const OVERHEAD = 64;
const TYPES = new Set(['string', 'date', 'int', 'float', 'boolean', 'id', 'list', 'container']);
/** What a log says about itself and is no attribute, whatever stands inside. */
const DESCRIPTIONS = new Set(['extension', 'global', 'classifier']);

type Level = 'file' | 'log' | 'case' | 'event' | 'attribute' | 'nothing';

/** An open element; attributes found in it go into `attributes`, where they matter. */
interface Open {
  readonly level: Level;
  attributes?: LogAttribute[] | undefined;
  /** The attribute that the element is. */
  readonly self?: { children?: LogAttribute[] };
}

const NOTHING: Open = { level: 'nothing' };
/** An attribute of the log itself. */
const UNWANTED: Open = { level: 'attribute' };

/** Builds cases and activities from the tags of a log. */
class XesBuilder implements TagListener {
  #items: LogItem[] = [];
  readonly #open: Open[] = [{ level: 'file' }];
  /** The attribute that was opened last: nearly all have nothing inside, and are never put on the stack. */
  #leaf: Open | LogAttribute | undefined;
  #prefix = '';
  #cases = 0;
  #isEscaped = false;
  /** The case that is open: whether it was given out, and its attributes since. */
  #case = { isOut: false, isNamed: false, attributes: [] as LogAttribute[] };
  #size = 0;
  #unknown: { readonly name: string; readonly line: number } | undefined;

  constructor(
    private readonly lifter: FieldLifter,
    private readonly caseKey: string,
  ) {}

  take(): LogItem[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  end(line: number): void {
    if (this.#cases > 0 || !this.#unknown) return;
    const { name } = this.#unknown;
    throw new BrokenLog(`no case was found, and <${name}> is no element of XES`, { line: this.#unknown.line || line });
  }

  opened(tag: Tag, line: number): void {
    if (this.#leaf) this.#enterLeaf(this.#leaf);
    const parent = this.#open.at(-1) ?? NOTHING;
    const name = this.#localName(tag.name);
    if (parent.level === 'file') this.#root(tag.name, line);
    else if (parent.level === 'nothing') this.#open.push(parent);
    else if (TYPES.has(name)) this.#leaf = this.#attribute(parent, name, tag.attributes, line);
    else this.#element(parent, name, line);
  }

  closed(line: number): void {
    if (this.#leaf) {
      this.#leaf = undefined;
      return;
    }
    const { level, attributes } = this.#open.pop() ?? { level: 'nothing' };
    if (level === 'event') this.#endEvent(attributes ?? [], line);
    else if (level === 'case') this.#endCase(line);
  }

  #root(name: string, line: number): void {
    const colon = name.indexOf(':');
    this.#prefix = name.slice(0, colon + 1);
    if (name.slice(colon + 1) !== 'log')
      throw new BrokenLog(`this is no XES log: its root is <${name}>, not <log>`, { line });
    this.#open.push({ level: 'log' });
  }

  /** Names with the root's prefix are XES; another prefix is another vocabulary. */
  #localName(name: string): string {
    return this.#prefix !== '' && name.startsWith(this.#prefix) ? name.slice(this.#prefix.length) : name;
  }

  #element(parent: Open, name: string, line: number): void {
    if (name === 'trace' && parent.level === 'log') this.#startCase();
    else if (name === 'event' && (parent.level === 'case' || parent.level === 'log'))
      this.#startEvent(parent.level, line);
    // A list may hold its members in an element of its own.
    else if (name === 'values' && parent.level === 'attribute') this.#open.push(parent);
    else this.#skip(name, line);
  }

  #skip(name: string, line: number): void {
    if (!DESCRIPTIONS.has(name) && !name.includes(':')) this.#unknown ??= { name, line };
    this.#open.push({ level: 'nothing' });
  }

  #enterLeaf(leaf: Open | LogAttribute): void {
    this.#open.push('level' in leaf ? leaf : { level: 'attribute', self: leaf });
    this.#leaf = undefined;
  }

  /** The attribute, or where nobody wants it an element of which nothing is kept. */
  #attribute(
    parent: Open,
    type: string,
    { key = '', value = '' }: Tag['attributes'],
    line: number,
  ): Open | LogAttribute {
    if (parent.level === 'log') this.#logAttribute(key, value, line);
    const list = parent.self ? (parent.self.children ??= []) : parent.attributes;
    if (!list) return UNWANTED;
    if ((this.#size += key.length + value.length + OVERHEAD) > LIMITS.element) {
      throw new BrokenLog(`the attributes of one case or event are longer than ${LIMITS.element} characters`, { line });
    }
    const attribute = this.#read({ key, type, value });
    list.push(attribute);
    return attribute;
  }

  #read(attribute: LogAttribute): LogAttribute {
    if (!this.#isEscaped) return attribute;
    return { key: unescaped(attribute.key), type: attribute.type, value: unescaped(attribute.value) };
  }

  #logAttribute(key: string, value: string, line: number): void {
    if (key === ESCAPED.key && value === ESCAPED.value) this.#isEscaped = true;
    if (key !== XES_KEYS.case || value === '') return;
    checkName(value, 'name of the log', line);
    this.#items.push({ kind: 'name', name: this.#isEscaped ? unescaped(value) : value });
  }

  #startCase(): void {
    this.#cases += 1;
    this.#size = 0;
    this.#case = { isOut: false, isNamed: false, attributes: [] };
    this.#open.push({ level: 'case', attributes: this.#case.attributes });
  }

  #startEvent(level: Level, line: number): void {
    if (level === 'case') this.#giveCase(line);
    this.#size = 0;
    this.#open.push({ level: 'event', attributes: [] });
  }

  #endEvent(attributes: LogAttribute[], line: number): void {
    if (this.#open.at(-1)?.level === 'log') this.#items.push({ kind: 'outside' });
    else this.#items.push(this.lifter.lift(this.#cases, attributes, line));
  }

  #endCase(line: number): void {
    if (!this.#case.isOut || this.#case.attributes.length > 0) this.#giveCase(line);
  }

  /** Gives out the case, or what was found about it since. */
  #giveCase(line: number): void {
    if (this.#case.isOut && this.#case.attributes.length === 0) return;
    const attributes = this.#case.attributes.splice(0);
    const kind = this.#case.isOut ? 'late' : 'case';
    const name = this.#case.isNamed ? undefined : this.#takeName(attributes);
    checkName(name, 'name of the case', line);
    this.#items.push({ kind, case: this.#cases, name, attributes });
    this.#case.isOut = true;
    this.#case.isNamed ||= name !== undefined;
  }

  /** The name among a case's attributes, which it leaves, unless it has something inside. */
  #takeName(attributes: LogAttribute[]): string | undefined {
    const at = attributes.findIndex(({ key, value }) => key === this.caseKey && value !== '');
    const named = attributes[at];
    if (named && named.children === undefined) attributes.splice(at, 1);
    return named?.value;
  }
}
