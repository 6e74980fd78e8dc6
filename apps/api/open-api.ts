import * as z from 'zod/mini';
import { ChangedSignal, Problem, ReadySignal, getReport } from '#contracts';
import type { OperatedRoute } from '#platform';

type Json = Record<string, unknown>;
type Schema = z.core.$ZodType;

const PROBLEMS = {
  400: 'The request is not as declared.',
  401: 'Nobody is signed in.',
  403: 'This person may not do it.',
  404: 'It does not exist, or belongs to others; nobody can tell which.',
  409: 'It cannot be done as things stand.',
  410: 'The link was used, or its time is over.',
  412: 'Somebody has changed it since; read it again.',
  413: 'The body is larger than 1 MB.',
  415: 'The body is not JSON.',
  422: 'The request contradicts what is there.',
  428: 'If-Match is missing.',
  429: 'Too much at once; wait as Retry-After says.',
  503: 'The portal is busy; wait as Retry-After says.',
} as const;

type ProblemStatus = keyof typeof PROBLEMS;

const text = { type: 'string' };

const PARAMETERS = {
  ReadAfter: header(
    'X-Read-After',
    false,
    'Position that the answer must have passed; waits up to two seconds for it.',
  ),
  IdempotencyKey: header(
    'Idempotency-Key',
    false,
    '1 to 200 printable characters; the same key and body never do a thing twice.',
  ),
  IfMatch: header('If-Match', true, 'The version that was seen, such as "3".'),
  LastEventId: header(
    'Last-Event-ID',
    false,
    'The last event that was seen; the stream goes on after it, or says `reset`.',
  ),
};

const HEADERS = {
  ReadPosition: { description: 'Position that the answer has passed.', schema: text },
  ReadStale: {
    description: '1 where it has not passed X-Read-After, or something could not be applied.',
    schema: text,
  },
  Position: { description: 'Where in the log the command ended.', schema: text },
  Location: { description: 'Where the new thing is.', schema: text },
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
    paths: { ...paths, '/api/report.csv': { get: DOWNLOAD }, '/api/signals': { get: STREAM } },
    components: {
      schemas: SCHEMAS,
      parameters: PARAMETERS,
      headers: HEADERS,
      responses: Object.fromEntries(
        Object.entries(PROBLEMS).map(([status, description]) => [`Problem${status}`, problem(description)]),
      ),
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

function operationOf(route: OperatedRoute): Json {
  const { id, summary, method, params, query, body, answer, status } = route.operation;
  return {
    operationId: id,
    summary,
    ...(isOpen(route) && { security: [] }),
    parameters: [
      ...fields(params, 'path'),
      ...fields(query, 'query'),
      ...headers(route).map((name) => ref('parameters', name)),
    ],
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body, 'input') } } },
    }),
    responses: {
      [status]: {
        description: 'Done.',
        headers: answerHeaders(method, status),
        content: { 'application/json': { schema: jsonSchema(answer, 'output') } },
      },
      ...problems(statuses(route)),
    },
  };
}

function isOpen({ policy }: OperatedRoute): boolean {
  return policy.kind === 'public' || policy.kind === 'set-up';
}

function statuses(route: OperatedRoute): ProblemStatus[] {
  const { method, versioned } = route.operation;
  const all: ProblemStatus[] = [400, ...(isOpen(route) ? ([429] as const) : ([401] as const)), 403, 404];
  if (method === 'POST') all.push(409, 413, 415, 422, 503);
  if (method === 'POST' && isOpen(route)) all.push(410);
  if (versioned) all.push(412, 428);
  return all.sort();
}

function problems(of: readonly ProblemStatus[]): Json {
  return Object.fromEntries(of.map((status) => [status, ref('responses', `Problem${String(status)}`)]));
}

function problem(description: string): Json {
  return { description, content: { 'application/problem+json': { schema: ref('schemas', 'Problem') } } };
}

function ref(kind: string, name: string): Json {
  return { $ref: `#/components/${kind}/${name}` };
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

function headers(route: OperatedRoute): (keyof typeof PARAMETERS)[] {
  const { method, versioned } = route.operation;
  if (method === 'GET') return ['ReadAfter'];
  return [...(isOpen(route) ? [] : (['IdempotencyKey'] as const)), ...(versioned ? (['IfMatch'] as const) : [])];
}

function header(name: string, required: boolean, description: string): Json {
  return { name, in: 'header', required, description, schema: text };
}

function answerHeaders(method: string, status: number): Json {
  if (method === 'GET')
    return { 'X-Read-Position': ref('headers', 'ReadPosition'), 'X-Read-Stale': ref('headers', 'ReadStale') };
  return { 'X-Position': ref('headers', 'Position'), ...(status === 201 && { Location: ref('headers', 'Location') }) };
}

function jsonSchema(schema: Schema, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return rest;
}

const SCHEMAS = {
  Problem: jsonSchema(Problem, 'output'),
  ChangedSignal: jsonSchema(ChangedSignal, 'output'),
  ReadySignal: jsonSchema(ReadySignal, 'output'),
};

const DOWNLOAD = {
  operationId: 'downloadReport',
  summary: 'The report for spreadsheets',
  parameters: [...fields(getReport.query, 'query'), ref('parameters', 'ReadAfter')],
  responses: {
    200: {
      description: 'A header and a line for each figure: which, of what, of which kind of project, how much, in what.',
      headers: answerHeaders('GET', 200),
      content: { 'text/csv': { schema: text } },
    },
    ...problems([400, 401, 403, 404]),
  },
};

const STREAM = {
  operationId: 'streamSignals',
  summary: 'Which views have changed, as server-sent events',
  parameters: [ref('parameters', 'LastEventId'), { name: 'lastEventId', in: 'query', required: false, schema: text }],
  responses: {
    200: {
      description:
        'Events `ready` (see the schema ReadySignal), `changed` (ChangedSignal) and `reset` (read everything again).',
      content: { 'text/event-stream': { schema: text } },
    },
    ...problems([401, 429]),
  },
};
