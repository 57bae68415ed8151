import { sql, type Kysely } from 'kysely'
import type { AccreditationStatus } from '#areas/tables.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Locale, Localised } from '#platform/i18n/locales.ts'
import type { Institution, InstitutionStep } from './institution-steps.ts'
import type { BodyName, Sourced } from './public-store.server.ts'

type Db = Kysely<Database>

export interface StepKind {
  readonly id: string
  readonly rung: number | null
  readonly label: Localised
}

export interface RecordedStep extends InstitutionStep {
  readonly label: Localised
  readonly text: string
  readonly locale: Locale
  readonly source: string
  readonly sourceUrl: string | null
  /** null: by the secretariat */
  readonly recordedFor: string | null
  readonly recordedForName: Localised | null
  readonly reason: string | null
  readonly recordedAt: Date
}

export interface RecordedStatus {
  readonly id: number
  /** its place among facts of one day */
  readonly order: number
  readonly status: AccreditationStatus
  readonly effectiveOn: string
  readonly reason: Localised
  readonly by: BodyName | null
  readonly source: Sourced
}

export interface RecordedInstitution extends Institution, BodyName {
  readonly statuses: readonly RecordedStatus[]
}

/** The kinds of steps, those that are rungs of the ladder first. */
export async function stepKinds(db: Db): Promise<StepKind[]> {
  return db
    .selectFrom('institution_step_kind')
    .select(['id', 'rung', 'label'])
    .orderBy((build) => build.fn.coalesce('rung', build.val(1000)))
    .execute()
}

/** Every row about steps, corrected and taken back ones included, of one State or of all. */
export async function stepsOf(db: Db, stateId: string | null): Promise<RecordedStep[]> {
  const { rows } = await sql<RecordedStep>`
    select s.id, s.state_id as "stateId", s.kind, k.rung, k.label, s.reached_on as "reachedOn", s.text, s.locale, s.source,
      s.source_url as "sourceUrl", s.recorded_for as "recordedFor", b.name as "recordedForName", s.corrects, s.withdrawn,
      s.reason, s.recorded_at as "recordedAt"
    from institution_step s join institution_step_kind k on k.id = s.kind left join body b on b.id = s.recorded_for
    where ${stateId}::text is null or s.state_id = ${stateId}
    order by s.reached_on, s.id`.execute(db)
  return rows
}

/** NHRIs with the facts of their status under the Paris Principles that stand, of one State or of all. */
export async function institutionsOf(db: Db, stateId: string | null): Promise<RecordedInstitution[]> {
  const { rows } = await sql<RecordedInstitution>`
    select b.id, b.name, b.short_name as "shortName", b.state_id as "stateId", coalesce((
      select jsonb_agg(jsonb_build_object('id', a.id, 'order', a.id, 'status', a.status, 'effectiveOn', a.effective_on,
        'reason', a.reason,
        'by', case when o.id is not null then jsonb_build_object('id', o.id, 'name', o.name, 'shortName', o.short_name) end,
        'source', jsonb_build_object('title', s.title, 'publisher', s.publisher, 'url', s.url, 'publishedOn', s.published_on))
        order by a.effective_on, a.id)
      from accreditation a join source s on s.id = a.source_id left join body o on o.id = a.by_body_id
      where a.body_id = b.id and a.scheme = 'paris-principles' and not a.withdrawn
        and not exists (select from accreditation c where c.corrects = a.id)), '[]') as statuses
    from body b where b.kind = 'nhri' and (${stateId}::text is null or b.state_id = ${stateId})
    order by b.state_id, b.id`.execute(db)
  return rows
}

/** Until the transaction ends nobody else writes about this body: what was read of it still holds. */
export async function lockBody(tx: Db, id: string): Promise<{ kind: string; stateId: string | null } | undefined> {
  return tx
    .selectFrom('body')
    .select(['kind', 'state_id as stateId'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** A row about a step, and which later row corrects it. */
export async function stepById(
  db: Db,
  id: number
): Promise<
  | { stateId: string; recordedFor: string | null; withdrawn: boolean; correctedBy: number | null; kind: string }
  | undefined
> {
  return db
    .selectFrom('institution_step as s')
    .leftJoin('institution_step as later', 'later.corrects', 's.id')
    .select([
      's.state_id as stateId',
      's.recorded_for as recordedFor',
      's.withdrawn',
      's.kind',
      'later.id as correctedBy'
    ])
    .where('s.id', '=', id)
    .executeTakeFirst()
}
