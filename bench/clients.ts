/**
 * Lets so many clients work through numbered pieces of work, each one after the other.
 *
 * @returns how long each piece took, in milliseconds
 */
export async function withClients(
  clients: number,
  pieces: number,
  work: (number: number) => Promise<unknown>,
): Promise<number[]> {
  const waits: number[] = [];
  let next = 0;
  const client = async () => {
    while (next < pieces) {
      const number = next;
      next += 1;
      const start = performance.now();
      await work(number);
      waits.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return waits;
}
