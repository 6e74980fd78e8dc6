import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail that the server took. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

/** What the server says instead of taking a mail. */
interface Refusal {
  readonly at: 'password' | 'address' | 'content';
  readonly code: number;
  readonly message: string;
}

/** A real SMTP server that refuses when it is told to. */
export class MailServer {
  readonly taken: TakenMail[] = [];
  /** How often somebody tried to sign in to it. */
  signIns = 0;
  refusal: Refusal | undefined;
  #server: SMTPServer | undefined;
  port = 0;

  static async start(): Promise<MailServer> {
    const server = new MailServer();
    await server.listen();
    return server;
  }

  /** Where it is, with the user name and password that it takes. */
  get url(): string {
    return `smtp://portal%40ashdownpell.example:secret@127.0.0.1:${String(this.port)}`;
  }

  async listen(): Promise<void> {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      closeTimeout: 200,
      onAuth: (_, __, answer) => {
        this.signIns += 1;
        answer(this.#errorAt('password'), { user: 'portal' });
      },
      onRcptTo: (_, __, answer) => {
        answer(this.#errorAt('address'));
      },
      onData: (stream, { envelope }, answer) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const error = this.#errorAt('content');
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          const to = envelope.rcptTo.map(({ address }) => address);
          if (!error) this.taken.push({ from, to, raw: Buffer.concat(chunks).toString() });
          answer(error);
        });
      },
    });
    // Clients may cut the line.
    server.on('error', () => undefined);
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    await new Promise<void>((resolve) => (server ? server.close(resolve) : resolve()));
    this.#server = undefined;
  }

  #errorAt(place: Refusal['at']): Error | null {
    if (this.refusal?.at !== place) return null;
    return Object.assign(new Error(this.refusal.message), { responseCode: this.refusal.code });
  }
}
