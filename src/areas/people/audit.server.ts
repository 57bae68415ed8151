import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { AuditLine } from './audit.ts'

export interface AuditAsked {
  /** part of the actor's name */
  readonly actor: string
  /** exact, as in 'people.invite' */
  readonly permission: string
  /** exact identifier */
  readonly subject: string
  /** days in Jakarta, both included; '' for no limit */
  readonly from: string
  readonly until: string
  /** rows older than this one */
  readonly before: number | null
}

const AUDIT_ON_A_PAGE = 50

/** Audit rows, newest first, paged by their id, so that rows added meanwhile never shift a page. */
export async function auditPage(
  db: Kysely<Database>,
  asked: AuditAsked
): Promise<{ lines: AuditLine[]; older: number | null }> {
  let found = db.selectFrom('audit')
  if (asked.actor) found = found.where('actor_name', 'ilike', `%${asked.actor.replace(/[\\%_]/g, '\\$&')}%`)
  if (asked.permission) found = found.where('permission', '=', asked.permission)
  if (asked.subject) found = found.where('subject_id', '=', asked.subject)
  if (asked.from) found = found.where('at', '>=', new Date(`${asked.from}T00:00:00+07:00`))
  if (asked.until) found = found.where('at', '<=', new Date(`${asked.until}T23:59:59.999+07:00`))
  if (asked.before !== null) found = found.where('id', '<', asked.before)
  const lines = await found
    .select([
      'id',
      'at',
      'actor_id as actorId',
      'actor_name as actorName',
      'permission',
      'subject_kind as subjectKind',
      'subject_id as subjectId',
      'details'
    ])
    .orderBy('id', 'desc')
    .limit(AUDIT_ON_A_PAGE + 1)
    .execute()
  const shown = lines.slice(0, AUDIT_ON_A_PAGE)
  return { lines: shown, older: lines.length > AUDIT_ON_A_PAGE ? shown.at(-1)!.id : null }
}
