import type { ProjectedEvent, Projection } from '#event-sourcing';
import { wordAt, wordIds, type NameWord } from '#read-models';

type Named = ProjectedEvent<'AccountOpened' | 'AccountRenamed', { readonly name: string }>;

/** By which words an account is found. */
export const accountNames: Projection<NameWord, Named> = {
  name: 'account-names',
  version: 1,
  indexes: [['order'], ['account', 'order']],
  handles: ['AccountOpened', 'AccountRenamed'],
  keys: ({ type, account, data }) =>
    account === undefined ? [] : wordIds(account, type === 'AccountOpened' ? data.name : undefined),
  evolve: (_, { account, data }, id) => {
    const word = wordAt(id, data.name);
    return word && { ...word, account };
  },
};
