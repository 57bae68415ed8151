import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { createApi, DESCRIPTION } from './app.server.ts'

export interface ReadableField {
  readonly name: string
  readonly type: string
  readonly about: string
  readonly required: boolean
}

export interface ReadableAddress {
  readonly path: string
  readonly summary: string
  readonly about: string
  /** an address that can be opened */
  readonly example: string
  readonly parameters: readonly ReadableField[]
  readonly answer: readonly ReadableField[]
}

type Schema = Readonly<Record<string, unknown>> & {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly description?: string
  readonly enum?: readonly string[]
}

interface Operation {
  readonly summary?: string
  readonly description?: string
  readonly parameters?: readonly { name: string; required?: boolean; description?: string; schema: Schema }[]
  readonly responses: Readonly<Record<string, { content?: Readonly<Record<string, { schema: Schema }>> }>>
}

/** The API's own description turned into what a page shows, so that the page can't say anything else. */
export function readableAddresses(db: Kysely<Database>): ReadableAddress[] {
  const description = createApi(db).getOpenAPI31Document(DESCRIPTION)
  const named = (description.components?.schemas ?? {}) as Record<string, Schema>
  const whole = (schema: Schema): Schema => (schema.$ref ? (named[schema.$ref.split('/').at(-1)!] ?? schema) : schema)
  return Object.entries(description.paths ?? {}).map(([path, methods]) => {
    const operation = (methods as { get: Operation }).get
    const answer = operation.responses['200']?.content?.['application/json']?.schema
    const schema = answer ? whole(answer) : {}
    return {
      path,
      summary: operation.summary ?? '',
      about: operation.description ?? '',
      example: exampleOf(path, operation),
      parameters: (operation.parameters ?? []).map(({ name, required = false, description, schema }) => ({
        name,
        type: typeOf(schema),
        about: description ?? schema.description ?? '',
        required
      })),
      answer: Object.entries(schema.properties ?? {}).map(([name, field]) => ({
        name,
        type: typeOf(field),
        about: field.description ?? '',
        required: schema.required?.includes(name) ?? false
      }))
    }
  })
}

/** The path with examples in it; where one is missing, the list that such things are found in. */
function exampleOf(path: string, { parameters = [] }: Operation): string {
  return parameters
    .reduce(
      (address, { name, schema }) =>
        schema.example === undefined
          ? address
          : address.replace(`{${name}}`, encodeURIComponent(String(schema.example))),
      path
    )
    .replace(/\/\{.*$/, '')
}

function typeOf(schema: Schema): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1)!
  if (schema.enum) return schema.enum.join(' | ')
  if (Array.isArray(schema.type)) return schema.type.join(' | ')
  if (schema.type === 'array') return schema.items ? `${typeOf(schema.items)}[]` : 'array'
  return typeof schema.type === 'string' ? schema.type : 'any'
}
