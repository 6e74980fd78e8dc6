import { describe, expect, it } from '@jest/globals';
import { completeSetup } from '#contracts';
import { wrongFields } from './wrong-fields';

describe('what is wrong with a form', () => {
  it('stands at its fields', () => {
    expect(wrongFields(completeSetup.body, { name: ' ', email: 'ruth@ashdownpell', business: 'Ashdown Pell' })).toEqual(
      {
        name: { path: 'name', code: 'required', params: { least: 1 } },
        email: { path: 'email', code: 'email-without-ending' },
      },
    );
  });

  it('is nothing when all is well', () => {
    const said = { name: 'Ruth Ashdown', email: ' Ruth@AshdownPell.example ', business: 'Ashdown Pell' };
    expect(wrongFields(completeSetup.body, said)).toEqual({});
  });
});
