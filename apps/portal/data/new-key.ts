/** A key for one act of one person: 128 random bits. (`randomUUID` is only there on secure pages.) */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
