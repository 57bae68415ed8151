import type { z } from 'zod'
import { refuse, type Refusal } from '#platform/refusal.ts'

export type Given = Readonly<Record<string, string>>

export type Read<Values> =
  | { readonly ok: true; readonly values: Values; readonly given: Given }
  /** `given` is what the person typed, so that nothing is lost; `secret` fields are left out of it */
  | { readonly ok: false; readonly faults: readonly Refusal[]; readonly given: Given }

/**
 * Reads a posted form by its schema. The messages of the schema are message keys: `z.string().min(1, 'people.name_missing')`.
 * One fault a field, in the order of the fields.
 */
export function readForm<Schema extends z.ZodType>(
  schema: Schema,
  form: FormData,
  secret: readonly string[] = []
): Read<z.output<Schema>> {
  const texts = Object.fromEntries(
    [...form]
      .filter((pair): pair is [string, string] => typeof pair[1] === 'string')
      // A null character has no place in a text of PostgreSQL, and nobody types one.
      .map(([name, text]) => [name, text.replaceAll('\0', '')] as const)
  )
  const given = Object.fromEntries(Object.entries(texts).filter(([name]) => !secret.includes(name)))
  const read = schema.safeParse(texts)
  if (read.success) return { ok: true, values: read.data, given }
  const faults = new Map<string, Refusal>()
  for (const { path, message } of read.error.issues) {
    const field = String(path[0] ?? '')
    if (!faults.has(field)) faults.set(field, refuse(message, undefined, field || undefined))
  }
  return { ok: false, faults: [...faults.values()], given }
}
