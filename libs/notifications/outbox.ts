import { Injectable } from '@nestjs/common';
import { PORTICO, uuidv5 } from '#event-sourcing';
import { Clock, Mailer, type Mail } from '#platform';
import { EmlFiles } from './eml-files.js';
import { MailRecords } from './mail-records.js';
import { SmtpTransport } from './smtp-transport.js';

/** Keeps every mail as a file and a record before anybody tries to send it. */
@Injectable()
export class Outbox extends Mailer {
  constructor(
    private readonly mails: MailRecords,
    private readonly files: EmlFiles,
    private readonly transport: SmtpTransport,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async hasPosted(key: string): Promise<boolean> {
    return (await this.mails.get(idOf(key))) !== undefined;
  }

  override async post(mail: Mail): Promise<void> {
    const id = idOf(mail.key);
    if (await this.mails.get(id)) return;
    const at = this.clock.now();
    const { personId, kind, to, goodUntil } = mail;
    const file = await this.files.write(mail, id, at);
    const leaves = this.transport.isSet;
    const isNew = await this.mails.insert(id, {
      ...{ personId, kind, to, file, at: at.getTime() },
      ...{ goodUntil: goodUntil?.getTime() ?? null, tries: 0, reason: null, trouble: null },
      ...(leaves ? { state: 'waiting', nextTryAt: at.getTime() } : { state: 'kept', nextTryAt: null }),
    });
    // Somebody posted the same mail at the same moment, and theirs is the one that counts.
    if (!isNew && (await this.mails.get(id))?.value.file !== file) await this.files.remove(file);
  }
}

function idOf(key: string): string {
  return uuidv5(PORTICO, `mail ${key}`);
}
