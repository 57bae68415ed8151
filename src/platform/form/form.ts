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
      // A browser sends the end of a line as two characters; whoever counts what may be typed counts one.
      .map(([name, text]) => [name, text.replaceAll('\0', '').replaceAll('\r\n', '\n')] as const)
  )
  const given = Object.fromEntries(Object.entries(texts).filter(([name]) => !secret.includes(name)))
  const read = schema.safeParse(texts)
  if (read.success) return { ok: true, values: read.data, given }
  const faults = new Map<string, Refusal>()
  for (const issue of read.error.issues) {
    const field = String(issue.path[0] ?? '')
    // A text that is too long is told by how much, so that it can be cut where its writer wants.
    const longest = issue.code === 'too_big' && issue.origin === 'string' ? Number(issue.maximum) : undefined
    const values = longest === undefined ? undefined : { longest, length: (texts[field] ?? '').trim().length }
    if (!faults.has(field)) faults.set(field, refuse(issue.message, values, field || undefined))
  }
  return { ok: false, faults: [...faults.values()], given }
}
