// `npm run docs:events`: writes docs/events.md from the event types and their goldens.
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { AnyEventType, Json } from '#event-sourcing';
import { eventContexts, golden, type EventContext } from './event-contexts.ts';

/** The parts of JSON Schema that event data use. */
interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
}

const INTRODUCTION = `# Events

Generated from the event types by \`npm run docs:events\`; a spec compares.

What is stored is a public format: a name and the JSON of a version stay readable for ever. \`portico export --format
jsonl\` writes one event a line, with \`id type schemaVersion stream revision position at data metadata\`. \`at\` is when an
event was recorded; where it happened at another time, its data say so in \`occurredAt\`. Fields marked *personal* are
encrypted with the key of the person whom they are about, and stay unreadable once that key is destroyed.
`;

/** The whole of docs/events.md. */
export function eventsDocument(): string {
  return `${INTRODUCTION}${eventContexts.map(contextSection).join('')}`;
}

function contextSection(context: EventContext): string {
  const title = context.name.replace(/^./, (letter) => letter.toUpperCase());
  const sections = context.events.map((event) =>
    eventSection(event, golden(context, `${event.type}@${event.version}.json`)),
  );
  return `\n## ${title}\n\nIn ${context.streams}.\n${sections.join('')}`;
}

function eventSection(event: AnyEventType, example: Json): string {
  const schema = jsonSchemaOf(event);
  const personal = new Set(event.personal?.(example).map(({ path }) => placeOf(path)));
  const rows = fields(schema, '').map(({ name, type, isRequired }) => {
    const remarks = [...(isRequired ? [] : ['optional']), ...(personal.has(name) ? ['*personal*'] : [])].join(', ');
    return `| \`${name}\` | ${type} | ${remarks} |\n`;
  });
  const table = rows.length > 0 ? `\n| field | type | |\n| --- | --- | --- |\n${rows.join('')}` : '';
  // The mark of a sealed text is no character, and would be invisible.
  const json = JSON.stringify(example, null, 2).replaceAll('\ufdd0', '\\ufdd0');
  return `\n### ${event.type}\n\n${event.meaning} Version ${event.version}.\n${table}\n\`\`\`json\n${json}\n\`\`\`\n`;
}

function jsonSchemaOf({ type, schema }: AnyEventType): Schema {
  if (!isZod(schema)) throw new Error(`The schema of ${type} is not one of zod's.`);
  return z.toJSONSchema(schema, { unrepresentable: 'any' }) as Schema;
}

function isZod(schema: object): schema is z.core.$ZodType {
  return '_zod' in schema;
}

interface Field {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
}

/** The members of an object, and of the objects and lists in it, by path: `phases[].id`. */
function fields(schema: Schema, prefix: string): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, member]) => {
    const name = `${prefix}${key}`;
    const isRequired = schema.required?.includes(key) ?? false;
    const inner = member.items ?? member;
    return [{ name, type: typeName(member), isRequired }, ...fields(inner, member.items ? `${name}[].` : `${name}.`)];
  });
}

function typeName(schema: Schema): string {
  if (schema.items) return `list of ${typeName(schema.items)}`;
  if (schema.anyOf) return schema.anyOf.map(typeName).join(' or ');
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  return schema.format ?? schema.type ?? 'the same again';
}

function placeOf(path: readonly (string | number)[]): string {
  return path
    .map((part) => (typeof part === 'number' ? '[]' : `.${part}`))
    .join('')
    .slice(1);
}

if (import.meta.main) writeFileSync(join(import.meta.dirname, '../docs/events.md'), eventsDocument());
