import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { PersonalData } from '#event-sourcing';
import { decrypt, encrypt } from './aes-gcm.js';
import { KEY_LENGTH } from './key-file.js';
import { formatSealed, parseSealed, unescapePlain, type SealedText } from './sealed-text.js';
import type { Vault, VaultRecord, VaultRecords } from './vault.js';

/** A subject's key, encrypted under the key-encryption key; `null` is the tombstone of an erased subject. */
interface StoredKey {
  readonly key: string | null;
}

type Key = Buffer | 'erased';

export interface PersonalKeysOptions {
  /** How long a key may be used without asking the Vault again, so that another process's erasure is seen; 1,000 ms. */
  readonly maxAgeMs?: number;
}

/** Keys remembered at a time; more people than any one command names. */
const REMEMBERED = 50_000;

/**
 * Personal data under one AES-256-GCM key per person, kept in the Vault and there encrypted under a key that lies in
 * another folder, so that neither the Vault's file nor its backup opens anything alone.
 */
export class PersonalKeys implements PersonalData {
  readonly #stored: VaultRecords<StoredKey>;
  /** Whom no erasure may be missed of: forgotten soon. */
  readonly #fresh: LRUCache<string, Key>;
  /** For sealing, which cannot wait: what {@link prepare} last saw. */
  readonly #prepared = new LRUCache<string, Key>({ max: REMEMBERED });

  constructor(
    private readonly vault: Vault,
    private readonly keyEncryptionKey: Uint8Array,
    { maxAgeMs = 1000 }: PersonalKeysOptions = {},
  ) {
    if (keyEncryptionKey.length !== KEY_LENGTH) throw new TypeError(`A key has ${String(KEY_LENGTH)} bytes.`);
    this.#stored = vault.records<StoredKey>('personalKeys');
    this.#fresh = new LRUCache({ max: REMEMBERED, ttl: maxAgeMs, perf: performance });
  }

  async prepare(subjects: readonly string[]): Promise<void> {
    await Promise.all([...new Set(subjects)].map((subject) => this.#keyOf(subject, true)));
  }

  seal(subject: string, eventId: string, path: string, text: string): string {
    const key = this.#prepared.get(subject);
    if (!key) throw new Error(`Nothing is prepared for ${subject}.`);
    // What concerns an erased person is encrypted under a key that nobody keeps.
    const used = key === 'erased' ? randomBytes(KEY_LENGTH) : key;
    return formatSealed({
      subject,
      eventId,
      path,
      payload: encrypt(used, placeOf({ eventId, path }), Buffer.from(text)),
    });
  }

  async open(sealed: readonly string[]): Promise<(string | undefined)[]> {
    const parsed = sealed.map(parseSealed);
    const subjects = [...new Set(parsed.flatMap((text) => text?.subject ?? []))];
    const keys = new Map(
      await Promise.all(subjects.map(async (subject) => [subject, await this.#keyOf(subject, false)] as const)),
    );
    return sealed.map((text, index) => {
      const place = parsed[index];
      return place ? openWith(keys.get(place.subject), place) : unescapePlain(text);
    });
  }

  /**
   * Destroys a person's key for good, and with it every text sealed under it, wherever it was copied to. Durable when
   * it resolves; doing it again changes nothing.
   */
  async erase(subject: string): Promise<void> {
    while (!(await this.#bury(subject)));
    this.#remember(subject, 'erased');
    await this.vault.scrub();
  }

  /** Whether the person's key is destroyed. */
  async isErased(subject: string): Promise<boolean> {
    return (await this.#stored.get(subject))?.value.key === null;
  }

  async #bury(subject: string): Promise<boolean> {
    const found = await this.#stored.get(subject);
    if (!found) return this.#stored.insert(subject, { key: null });
    return found.value.key === null || this.#stored.replace(subject, found.version, { key: null });
  }

  async #keyOf(subject: string, make: boolean): Promise<Key | undefined> {
    const fresh = this.#fresh.get(subject);
    if (fresh) return this.#remember(subject, fresh);
    const stored = (await this.#stored.get(subject)) ?? (make ? await this.#make(subject) : undefined);
    return stored && this.#remember(subject, this.#unwrap(stored));
  }

  /** Stores a new key, unless somebody else has just done so. */
  async #make(subject: string): Promise<VaultRecord<StoredKey> | undefined> {
    const wrapped = encrypt(this.keyEncryptionKey, subject, randomBytes(KEY_LENGTH));
    await this.#stored.insert(subject, { key: wrapped.toString('base64url') });
    return this.#stored.get(subject);
  }

  #unwrap({ id, value }: VaultRecord<StoredKey>): Key {
    if (value.key === null) return 'erased';
    const key = decrypt(this.keyEncryptionKey, id, Buffer.from(value.key, 'base64url'));
    if (!key) throw new Error('The Vault and the key-encryption key do not belong together.');
    return key;
  }

  #remember(subject: string, key: Key): Key {
    // An erasure that was already seen is never unseen, however late an older answer of the Vault comes.
    const known = this.#prepared.get(subject) === 'erased' ? 'erased' : key;
    if (this.#fresh.get(subject) !== known) this.#fresh.set(subject, known);
    this.#prepared.set(subject, known);
    return known;
  }
}

function openWith(key: Key | undefined, place: SealedText): string | undefined {
  if (!key || key === 'erased') return undefined;
  return decrypt(key, placeOf(place), place.payload)?.toString();
}

/** What a sealed text is bound to: it opens nowhere else. */
function placeOf({ eventId, path }: Pick<SealedText, 'eventId' | 'path'>): string {
  return `${eventId}\n${path}`;
}
