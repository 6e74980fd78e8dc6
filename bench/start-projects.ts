import type { Session } from './session.js';

interface Listed {
  readonly items: readonly { readonly id: string }[];
}

/** Starts so many projects, of all accounts of the demo in turn, and gives their ids. */
export async function startProjects(session: Session, count: number): Promise<string[]> {
  const { items: accounts } = await session.get<Listed>('/accounts');
  const { items: templates } = await session.get<Listed>('/templates');
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const account = accounts[number % accounts.length]?.id ?? '';
    const body = { name: `Website ${number}`, template: templates[0]?.id };
    ids.push((await session.post<{ id: string }>(`/accounts/${account}/projects`, body)).id);
  }
  return ids;
}
