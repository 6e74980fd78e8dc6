import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { mayHear } from './hearing.js';
import { InProcessSignals } from './in-process-signals.js';
import type { Change, Hearing, Signal } from './signals.js';

const client = (person: string, ...accounts: string[]): Hearing => ({
  person,
  accounts: new Set(accounts),
  internal: false,
  isAdmin: false,
});
const staff = (person: string, ...accounts: string[]): Hearing => ({ ...client(person, ...accounts), internal: true });
const admin: Hearing = { ...staff('ruth'), isAdmin: true };
const change = (position: bigint, more: Partial<Change> = {}): Change => ({
  view: 'task-list',
  position,
  account: 'acme',
  visibility: 'client',
  ...more,
});

/** A subscriber that notes the positions that it hears of. */
function listen(signals: InProcessSignals, hearing: Hearing) {
  const heard: string[] = [];
  const subscription = signals.subscribe(hearing, (signal) => heard.push(signal.position));
  return { heard, ...subscription };
}

describe('signals', () => {
  it('reach those of the account, its assigned staff and the admins, and nobody else', () => {
    const signals = new InProcessSignals();
    const [dana, maya, ruth] = [client('dana', 'acme'), staff('maya', 'acme', 'birch'), admin].map((one) =>
      listen(signals, one),
    );
    const strangers = [client('bo', 'birch'), staff('sam')].map((one) => listen(signals, one));
    signals.publish([change(1n), change(2n, { visibility: 'internal' })]);
    expect([dana?.heard, maya?.heard, ruth?.heard]).toEqual([['1'], ['1', '2'], ['1', '2']]);
    expect(strangers.map(({ heard }) => heard)).toEqual([[], []]);
  });

  it('reach the people whom they concern, and everybody where they concern no account and no person', () => {
    const signals = new InProcessSignals();
    const [dana, bo] = [listen(signals, client('dana', 'acme')), listen(signals, client('bo', 'birch'))];
    signals.publish([
      { view: 'person-rights', position: 1n, account: 'acme', people: ['bo'], visibility: 'client' },
      { view: 'profile', position: 2n, people: ['bo'], visibility: 'client' },
      { view: 'workspace', position: 3n, visibility: 'client' },
      { view: 'workspace', position: 4n, visibility: 'internal' },
    ]);
    expect([dana.heard, bo.heard]).toEqual([
      ['1', '3'],
      ['1', '2', '3'],
    ]);
  });

  it('reach nobody but admins where it is said so', () => {
    const signals = new InProcessSignals();
    const [maya, ruth] = [listen(signals, staff('maya', 'acme')), listen(signals, admin)];
    signals.publish([{ view: 'replays', position: 1n, visibility: 'internal', onlyAdmins: true }]);
    expect([maya.heard, ruth.heard]).toEqual([[], ['1']]);
    expect(signals.since(signals.lastId.replace(/\d+$/, '0'), staff('maya', 'acme'))).toEqual([]);
  });

  it('visit only those whom a change may concern', () => {
    const signals = new InProcessSignals();
    const accounts = {
      has: jest.fn<() => boolean>(),
      [Symbol.iterator]: () => ['birch'].values(),
    } as unknown as ReadonlySet<string>;
    signals.subscribe({ ...client('bo'), accounts }, () => undefined);
    signals.publish([change(1n)]);
    expect(accounts.has).not.toHaveBeenCalled();
  });

  it('follow a change of rights at once, and end with the subscription', () => {
    const signals = new InProcessSignals();
    const dana = listen(signals, client('dana', 'acme'));
    dana.update(client('dana', 'birch'));
    signals.publish([change(1n), change(2n, { account: 'birch' })]);
    dana.close();
    dana.update(client('dana', 'birch'));
    signals.publish([change(3n, { account: 'birch' })]);
    expect(dana.heard).toEqual(['2']);
  });

  it('are kept from nobody by a listener that fails', () => {
    const signals = new InProcessSignals();
    const failing = jest.fn(() => {
      throw new Error('The connection is gone.');
    });
    signals.subscribe(client('eve', 'acme'), failing);
    const dana = listen(signals, client('dana', 'acme'));
    signals.publish([change(1n)]);
    signals.publish([change(2n)]);
    expect(dana.heard).toEqual(['1', '2']);
    expect(failing).toHaveBeenCalledTimes(1);
  });

  it('are numbered within a boot', () => {
    const signals = new InProcessSignals({ boot: 'b1' });
    expect(signals.lastId).toBe('b1-0');
    const heard: Signal[] = [];
    signals.subscribe(client('dana', 'acme'), (signal) => heard.push(signal));
    signals.publish([change(7n), change(2n ** 60n)]);
    expect(heard).toEqual([
      { id: 'b1-1', view: 'task-list', account: 'acme', position: '7' },
      { id: 'b1-2', view: 'task-list', account: 'acme', position: '1152921504606846976' },
    ]);
    expect(signals.lastId).toBe('b1-2');
  });

  it('that were missed are told to whom may hear them', () => {
    const signals = new InProcessSignals({ boot: 'b1' });
    signals.publish([change(1n), change(2n, { visibility: 'internal' }), change(3n, { account: 'birch' }), change(4n)]);
    const positionsSince = (id: string): unknown => {
      const missed = signals.since(id, client('dana', 'acme'));
      return missed === 'reset' ? missed : missed.map(({ position }) => position);
    };
    expect(positionsSince('b1-0')).toEqual(['1', '4']);
    expect(positionsSince('b1-1')).toEqual(['4']);
    expect(positionsSince('b1-4')).toEqual([]);
  });

  it.each([
    '',
    'b1',
    'b1-',
    'b1-5',
    'b1--1',
    'b1-1-1',
    'b1-1e0',
    'b1-01',
    'b1- 1',
    'b2-1',
    '-1',
    'b1-99999999999999999999',
  ])('are reset for the id %j, which was never given out', (id) => {
    const signals = new InProcessSignals({ boot: 'b1' });
    signals.publish([change(1n), change(2n)]);
    expect(signals.since(id, admin)).toBe('reset');
  });

  it('are reset for who was away for more than is remembered', () => {
    const signals = new InProcessSignals({ boot: 'b1', remembered: 3 });
    signals.publish([1n, 2n, 3n, 4n].map((position) => change(position)));
    expect(signals.since('b1-0', admin)).toBe('reset');
    expect(signals.since('b1-1', admin)).toHaveLength(3);
  });

  it('tell live and afterwards the same, which is what may be heard', () => {
    const ids = fc.constantFrom('a', 'b', 'c');
    const anyHearing = fc
      .record({ person: ids, accounts: fc.uniqueArray(ids), internal: fc.boolean(), isAdmin: fc.boolean() })
      .map((hearing) => ({ ...hearing, accounts: new Set(hearing.accounts) }));
    const anyChange = fc.record(
      {
        view: ids,
        position: fc.bigInt({ min: 0n, max: 99n }),
        account: ids,
        people: fc.array(ids),
        visibility: fc.constantFrom('client', 'internal'),
      },
      { requiredKeys: ['view', 'position', 'visibility'] },
    );
    fc.assert(
      fc.property(fc.array(anyHearing), fc.array(anyChange), (hearings, changes) => {
        const signals = new InProcessSignals();
        const start = signals.lastId;
        const heard = hearings.map((hearing) => listen(signals, hearing).heard);
        signals.publish(changes);
        hearings.forEach((hearing, index) => {
          const due = (changes as Change[])
            .filter((one) => mayHear(hearing, one))
            .map(({ position }) => String(position));
          expect(heard[index]).toEqual(due);
          expect((signals.since(start, hearing) as Signal[]).map(({ position }) => position)).toEqual(due);
        });
      }),
    );
  });
});
