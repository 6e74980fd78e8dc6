import * as z from 'zod/mini';
import { Problem } from '#contracts';
import type { OperatedRoute } from '#platform';

type Json = Record<string, unknown>;
type Schema = z.core.$ZodType;

const PROBLEMS: Readonly<Record<string, string>> = {
  400: 'The request is not as declared.',
  401: 'Nobody is signed in.',
  403: 'This person may not do it.',
  404: 'It does not exist, or belongs to others; nobody can tell which.',
  409: 'It cannot be done as things stand.',
  412: 'Somebody has changed it since; read it again.',
  415: 'The body is not JSON.',
  422: 'The request contradicts what is there.',
  428: 'If-Match is missing.',
  503: 'The portal is busy; try again after Retry-After.',
};

/** The OpenAPI 3.1 document of the operations, made of the very schemas that validate them. */
export function openApi(routes: readonly OperatedRoute[], url: string, version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const { path, method } = route.operation;
    const item = (paths[`/api${path.replaceAll(/:(\w+)/g, '{$1}')}`] ??= {});
    item[method.toLowerCase()] = operationOf(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Portico',
      version,
      description: 'Commands are POST, queries are GET. Errors are RFC 9457 problem details with a stable `code`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    security: [{ session: [] }, { bearer: [] }],
    paths: { ...paths, '/api/signals': { get: STREAM } },
    components: {
      schemas: { Problem: jsonSchema(Problem, 'output') },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-portico-session',
          description: 'Writes also need `X-Portico-Request: 1` and the portal’s own `Origin`.',
        },
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
    },
  };
}

function operationOf({ operation, policy }: OperatedRoute): Json {
  const { id, summary, method, params, query, body, answer, status, versioned } = operation;
  const isOpen = policy.kind === 'public' || policy.kind === 'set-up';
  const codes = [
    '400',
    ...(isOpen ? [] : ['401']),
    '403',
    '404',
    ...(method === 'POST' ? ['409', '415', '422', '503'] : []),
    ...(versioned ? ['412', '428'] : []),
  ];
  return {
    operationId: id,
    summary,
    ...(isOpen && { security: [] }),
    parameters: [...fields(params, 'path'), ...fields(query, 'query'), ...headers(method, versioned, isOpen)],
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body, 'input') } } },
    }),
    responses: {
      [status]: {
        description: 'Done.',
        headers: answerHeaders(method, status),
        content: { 'application/json': { schema: jsonSchema(answer, 'output') } },
      },
      ...Object.fromEntries(codes.sort().map((code) => [code, problem(code)])),
    },
  };
}

function problem(code: string): Json {
  return {
    description: PROBLEMS[code],
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

function fields(schema: Schema | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as { properties?: Json; required?: string[] };
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: field,
  }));
}

function headers(method: string, versioned: boolean, isOpen: boolean): Json[] {
  if (method === 'GET')
    return [
      header('X-Read-After', false, 'Position that the answer must have passed; waits up to two seconds for it.'),
    ];
  return [
    ...(isOpen
      ? []
      : [
          header(
            'Idempotency-Key',
            false,
            '1 to 200 printable characters; the same key and body never do a thing twice.',
          ),
        ]),
    ...(versioned ? [header('If-Match', true, 'The version that was seen, such as "3".')] : []),
  ];
}

function header(name: string, required: boolean, description: string): Json {
  return { name, in: 'header', required, description, schema: { type: 'string' } };
}

function answerHeaders(method: string, status: number): Json {
  const text = (description: string) => ({ description, schema: { type: 'string' } });
  if (method === 'GET')
    return {
      'X-Read-Position': text('Position that the answer has passed.'),
      'X-Read-Stale': text('1 where it has not passed X-Read-After, or something could not be applied.'),
    };
  return {
    'X-Position': text('Where in the log the command ended.'),
    ...(status === 201 && { Location: text('Where the new thing is.') }),
  };
}

function jsonSchema(schema: Schema, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return rest;
}

const STREAM = {
  operationId: 'streamSignals',
  summary: 'Which views have changed, as server-sent events',
  parameters: [
    header('Last-Event-ID', false, 'The last event that was seen; the stream goes on after it, or says `reset`.'),
    { name: 'lastEventId', in: 'query', required: false, schema: { type: 'string' } },
  ],
  responses: {
    200: {
      description: 'Events `ready`, `changed` (see the schema ChangedSignal) and `reset` (read everything again).',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    },
    401: problem('401'),
    429: { ...problem('401'), description: 'The session has too many open streams.' },
  },
};
