import { SaxesParser } from 'saxes';
import { BrokenLog, LIMITS } from './broken-log.js';

/** A start tag. Namespaces are not looked up: names and attributes are as the file writes them. */
export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface TagListener {
  opened(tag: Tag, line: number): void;
  closed(line: number): void;
}

/**
 * Reads XML piece by piece and tells of its tags. Whatever is not well-formed is refused, and so are a DTD (whole, so
 * that no entity can be declared) and whatever grows without an end, before it is held in memory.
 */
export class XmlTags {
  readonly #parser = new SaxesParser({ xmlns: false });
  #depth = 0;
  #silence = 0;

  constructor(listener: TagListener) {
    const parser = this.#parser;
    parser.on('error', ({ message }) => this.#refuse(reasonOf(message)));
    parser.on('doctype', () => this.#refuse('it declares a document type (DTD), and none is accepted'));
    parser.on('opentag', (tag) => {
      this.#silence = 0;
      if ((this.#depth += 1) > LIMITS.depth) this.#refuse(`more than ${LIMITS.depth} elements stand inside each other`);
      listener.opened(tag, parser.line);
    });
    parser.on('closetag', () => {
      this.#silence = 0;
      this.#depth -= 1;
      listener.closed(parser.line);
    });
  }

  get line(): number {
    return this.#parser.line;
  }

  /** @throws BrokenLog */
  write(text: string): void {
    // A tag in the middle of a piece begins a silence that is at most that piece longer than it is counted.
    for (let start = 0; start < text.length; start += PIECE) {
      this.#silence += Math.min(PIECE, text.length - start);
      this.#parser.write(text.slice(start, start + PIECE));
      if (this.#silence > LIMITS.token)
        this.#refuse(`a tag, an attribute, a text or a comment is longer than ${LIMITS.token} characters`);
    }
  }

  /** @throws BrokenLog when the document has not come to its end */
  end(): void {
    this.#parser.close();
  }

  #refuse(reason: string): never {
    throw new BrokenLog(reason, { line: this.#parser.line });
  }
}

const PIECE = 2 ** 16;

/** What saxes says, without the place that it puts in front. */
function reasonOf(message: string): string {
  const reason = message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
  const unclosed = /^unclosed tag: (.+)$/.exec(reason)?.[1];
  return unclosed === undefined
    ? `this is not well-formed XML: ${reason}`
    : `the file ends too early: <${unclosed}> is not closed`;
}
