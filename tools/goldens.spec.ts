import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { EventCatalog } from '#event-sourcing';
import { eventContexts, golden, goldensOf } from './event-contexts.ts';

describe.each(eventContexts)('the stored events of $name', (context) => {
  const catalog = new EventCatalog(context.events);
  const files = goldensOf(context);

  it('have one golden for each version that was ever stored', () => {
    const versions = context.events.flatMap(({ type, version }) =>
      Array.from({ length: version }, (_, index) => `${type}@${index + 1}.json`),
    );
    expect(files).toEqual(versions.sort());
  });

  it.each(files)('%s is read at its newest version, and only a new version may change it', (file) => {
    const [type = '', version = ''] = file.replace('.json', '').split('@');
    const stored = golden(context, file);
    const data = catalog.read(type, Number(version), JSON.stringify(stored));
    expect(catalog.get(type).schema.parse(data)).toEqual(data);
    if (Number(version) === catalog.get(type).version) expect(data).toEqual(stored);
  });
});
