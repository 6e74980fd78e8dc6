import { describe, expect, it } from '@jest/globals';
import { streamLink } from './stream-link';

const ID = '7b1f3a52-11aa-4c02-9d0e-0f6f3f6a1b2c';

describe('the way from an event to what it is about', () => {
  it('leads to projects and clients, and nowhere where there is no page', () => {
    expect(streamLink(`project-${ID}`)).toEqual(['/work/projects', ID]);
    expect(streamLink(`account-${ID}`)).toEqual(['/work/clients', ID]);
    expect(streamLink(`person-${ID}`)).toBeUndefined();
    expect(streamLink('timeline')).toBeUndefined();
  });
});
