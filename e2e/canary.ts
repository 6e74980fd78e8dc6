import type { BrowserContext, Page, Response } from '@playwright/test';

/** Something of another account that reached a browser. */
export interface Leak {
  readonly where: string;
  readonly text: string;
}

/**
 * The tenancy canary: reads everything that a browser receives, live signals included, and looks for texts that only
 * another account may see.
 */
export class Canary {
  readonly leaks: Leak[] = [];
  /** How many answers were read; a canary that read nothing proves nothing. */
  read = 0;
  readonly #reading: Promise<void>[] = [];

  /**
   * Resolves when it hears every page that is open.
   *
   * @param foreign texts that must never come to the people of this browser
   */
  async watch(context: BrowserContext, foreign: readonly string[]): Promise<void> {
    context.on('response', (response) => this.#reading.push(this.#readAnswer(response, foreign)));
    context.on('page', (page) => this.#reading.push(this.#readSignals(page, foreign)));
    await Promise.all(context.pages().map((page) => this.#readSignals(page, foreign)));
  }

  /** Resolves when everything received so far was read. */
  async settled(): Promise<void> {
    await Promise.all(this.#reading);
  }

  async #readAnswer(response: Response, foreign: readonly string[]): Promise<void> {
    // An event stream has no end to wait for; its messages are read one by one below.
    if (response.headers()['content-type']?.startsWith('text/event-stream')) return;
    const body = await response.text().catch(() => {
      // A redirect, or a page that was left before its answer came: there is no body to leak.
      return '';
    });
    this.read += 1;
    this.#look(response.url(), `${JSON.stringify(response.headers())}\n${body}`, foreign);
  }

  async #readSignals(page: Page, foreign: readonly string[]): Promise<void> {
    const session = await page.context().newCDPSession(page);
    session.on('Network.eventSourceMessageReceived', ({ data }) => {
      this.#look(`signal on ${page.url()}`, data, foreign);
    });
    await session.send('Network.enable');
  }

  #look(where: string, received: string, foreign: readonly string[]): void {
    for (const text of foreign) {
      if (received.includes(text)) this.leaks.push({ where, text });
    }
  }
}
