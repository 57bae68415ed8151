import type { MessageKey } from '#platform/i18n/keys.ts'
import type { Translator, Values } from '#platform/i18n/translator.ts'

/** One audit row as it is shown. */
export interface AuditLine {
  readonly id: number
  readonly at: Date
  readonly actorId: string | null
  readonly actorName: string
  readonly permission: string
  readonly subjectKind: string | null
  readonly subjectId: string | null
  readonly details: Readonly<Record<string, unknown>>
}

const FALLBACK: MessageKey = 'people.audit_other'

/**
 * An audit row as a sentence. The area of a permission says it in its own messages: 'documents.receive' is read by
 * 'documents.audit_receive', with the actor, the subject and the row's details as values. A permission without a
 * sentence is shown as it is written.
 */
export function auditSentence(line: AuditLine, t: Translator): string {
  const [area, verb = ''] = line.permission.split('.')
  const key = `${area}.audit_${verb.replaceAll('-', '_')}`
  const values: Record<string, string | number> = {
    actor: line.actorName,
    permission: line.permission,
    subject: [line.subjectKind, line.subjectId].filter(Boolean).join(' ')
  }
  for (const [name, value] of Object.entries(line.details)) {
    if (typeof value === 'string' || typeof value === 'number') values[name] = value
    else if (Array.isArray(value)) values[name] = value.join(', ')
  }
  if (typeof values.role === 'string') values.role = t.dynamic(`people.role_${values.role.replace('-', '_')}`)
  return said(t, key, values) ?? t(FALLBACK, values)
}

/** The sentence, or null when there is none, or when it needs a value that the row hasn't got. */
function said(t: Translator, key: string, values: Values): string | null {
  try {
    const sentence = t.dynamic(key, values)
    return sentence === key ? null : sentence
  } catch {
    return null
  }
}
