import { Global, Injectable, Module } from '@nestjs/common';
import { accountsView } from '#accounts';
import { Transactions } from '#event-sourcing';
import { people, type PersonDocument } from '#identity';
import { Directory, PersonalData, Views, type DirectoryAccount, type DirectoryPerson } from '#platform';
import { projectActivity } from '#workflow';
import { WORKSPACE_ID, workspaceView } from '#workspace';

type Named = Pick<PersonDocument, '_id' | 'name' | 'email'>;

/** Names for ids out of the views of the contexts that own them. */
@Injectable()
export class PortalDirectory extends Directory {
  constructor(
    private readonly views: Views,
    private readonly transactions: Transactions,
    private readonly personal: PersonalData,
  ) {
    super();
  }

  override async people(ids: readonly string[]): Promise<Map<string, DirectoryPerson>> {
    const wanted = [...new Set(ids)];
    const found: readonly Named[] = await this.views.of(people).getMany(wanted);
    const seen = new Set(found.map(({ _id }) => _id));
    // Somebody made known a moment ago may not be in the view yet.
    const fresh = await Promise.all(wanted.filter((id) => !seen.has(id)).map((id) => this.#fromLog(id)));
    const all = [...found, ...fresh.filter((person) => person !== undefined)];
    const opened = await this.personal.open(all.flatMap(({ name, email }) => [name, email]));
    return new Map(
      all.map(({ _id: id }, index) => [
        id,
        { id, name: opened[2 * index] ?? null, email: opened[2 * index + 1] ?? null },
      ]),
    );
  }

  override async accounts(ids: readonly string[]): Promise<Map<string, DirectoryAccount>> {
    const documents = await this.views.of(accountsView).getMany([...new Set(ids)]);
    return new Map(documents.map(({ _id: id, name, staff }) => [id, { id, name, staff }]));
  }

  override async projects(ids: readonly string[]): Promise<Map<string, { readonly name: string }>> {
    const documents = await this.views.of(projectActivity).getMany([...new Set(ids)]);
    return new Map(documents.map(({ _id: id, name }) => [id, { name }]));
  }

  override async business(): Promise<string> {
    return (await this.views.of(workspaceView).get(WORKSPACE_ID))?.business ?? '';
  }

  async #fromLog(id: string): Promise<Named | undefined> {
    const [first] = await this.transactions.store.readStream(`person-${id}`, { limit: 1 });
    if (!first) return undefined;
    const { name, email } = this.transactions.catalog.read(
      first.type,
      first.schemaVersion,
      first.data,
    ) as unknown as Named;
    return { _id: id, name, email };
  }
}

/** Global, since every context shows names. */
@Global()
@Module({ providers: [{ provide: Directory, useClass: PortalDirectory }], exports: [Directory] })
export class DirectoryModule {}
