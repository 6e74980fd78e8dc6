import { Injectable } from '@nestjs/common';
import type { HomeView, PersonRef } from '#contracts';
import { Directory, type DirectoryAccount } from '#platform';
import type { ProjectDocument } from './projects.js';

/** Names as an answer shows them. */
export interface Names {
  person(id: string): PersonRef;
  account(id: string): { readonly id: string; readonly name: string };
}

/** Looks up, once for a whole answer, the names that stand in it. */
@Injectable()
export class NamesOf {
  constructor(private readonly directory: Directory) {}

  async projects(documents: readonly ProjectDocument[]): Promise<Names> {
    const accounts = await this.directory.accounts(documents.map(({ account }) => account));
    return this.#names(documents.flatMap(peopleIn), accounts);
  }

  async people(ids: readonly string[]): Promise<Names> {
    return this.#names(ids, new Map());
  }

  /** An account's name, and the member of staff to ask: the first who was assigned. */
  async face(account: string): Promise<Pick<HomeView, 'account' | 'contact'>> {
    const known = (await this.directory.accounts([account])).get(account);
    const people = await this.directory.people(known?.staff.slice(0, 1) ?? []);
    const [person] = people.values();
    const contact = person ? { id: person.id, name: person.name, email: person.email } : null;
    return { account: { id: account, name: known?.name ?? '' }, contact };
  }

  async #names(ids: readonly string[], accounts: Map<string, DirectoryAccount>): Promise<Names> {
    const people = await this.directory.people(ids);
    return {
      person: (id) => ({ id, name: people.get(id)?.name ?? null }),
      account: (id) => ({ id, name: accounts.get(id)?.name ?? '' }),
    };
  }
}

function peopleIn({ project }: ProjectDocument): string[] {
  if (project.kind !== 'run') return [];
  return [...project.tasks.flatMap(({ doneBy }) => doneBy ?? []), ...(project.status ? [project.status.by] : [])];
}
