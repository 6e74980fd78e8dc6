/**
 * The least that answering a POST takes: Fastify alone parses the JSON and answers with JSON of the same shape. Nobody is
 * asked who they are, and nothing is kept. Prints its port; ends with its parent.
 */
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';

const server = fastify();
let position = 0;
server.post<{ Body: { body: string } }>('/api/projects/:projectId/notes', (request, reply) => {
  position += request.body.body.length > 0 ? 1 : 0;
  return reply.code(201).send({ id: '00000000-0000-5000-8000-000000000000', position: String(position) });
});
await server.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`${(server.server.address() as AddressInfo).port}\n`);
process.on('disconnect', () => process.exit(0));
