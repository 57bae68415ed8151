import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { AccreditationStatus, BodyKind, DelegationCapacity } from '#areas/tables.ts'
import type { Localised } from '#platform/i18n/locales.ts'

/** What is shown wherever a body is named. */
export interface BodyName {
  readonly id: string
  readonly name: Localised
  readonly shortName: Localised
}

export interface Sourced {
  readonly title: string
  readonly publisher: string | null
  readonly url: string | null
  readonly publishedOn: string | null
}

export interface ListedBody extends BodyName {
  readonly kind: BodyKind
  readonly stateId: string | null
  /** its standing on the day asked for; null where none is on record */
  readonly capacity: 'member' | 'observer' | 'candidate' | null
  readonly since: string | null
  readonly status: AccreditationStatus | null
  readonly statusOn: string | null
}

export interface Body extends BodyName {
  readonly kind: BodyKind
  readonly stateId: string | null
  readonly stateName: Localised | null
  readonly website: string | null
  readonly note: Localised
}

export interface Membership {
  readonly capacity: 'member' | 'observer' | 'candidate'
  readonly of: BodyName
  readonly since: string
  readonly until: string | null
  readonly source: Sourced
}

export interface Accreditation {
  readonly scheme: 'paris-principles' | 'consultative-relationship'
  readonly status: AccreditationStatus
  readonly effectiveOn: string
  readonly reason: Localised
  readonly by: BodyName | null
  readonly source: Sourced
}

export interface Attendance {
  readonly dialogueId: string
  readonly title: Localised
  readonly heldFrom: string
  readonly capacity: DelegationCapacity
}

type Db = Kysely<Database>

/** Every body of the record with its standing as of a day, by kind and then by its English name. */
export async function bodiesOn(db: Db, day: string): Promise<ListedBody[]> {
  const { rows } = await sql<ListedBody>`
    select b.id, b.kind, b.name, b.short_name as "shortName", b.state_id as "stateId",
      m.capacity, m.since, a.status, a.effective_on as "statusOn"
    from body b
    left join lateral (
      select m.capacity, m.since from membership m
      where m.body_id = b.id and m.of_body_id = 'asean' and not m.withdrawn and m.since <= ${day}::date
        and (m.until is null or m.until > ${day}::date)
        and not exists (select from membership c where c.corrects = m.id)
      order by m.since desc, m.id desc limit 1
    ) m on true
    left join lateral (
      select a.status, a.effective_on from accreditation a
      where a.body_id = b.id and not a.withdrawn and a.effective_on <= ${day}::date
        and not exists (select from accreditation c where c.corrects = a.id)
      order by a.effective_on desc, a.id desc limit 1
    ) a on true
    order by b.kind, b.name ->> 'en'`.execute(db)
  return rows
}

/** The ids of the States that are members on a day. */
export async function membersOn(db: Db, day: string): Promise<BodyName[]> {
  const { rows } = await sql<BodyName>`
    select distinct b.id, b.name, b.short_name as "shortName" from membership m join body b on b.id = m.body_id
    where m.of_body_id = 'asean' and m.capacity = 'member' and b.kind = 'state' and not m.withdrawn
      and m.since <= ${day}::date and (m.until is null or m.until > ${day}::date)
      and not exists (select from membership c where c.corrects = m.id)
    order by b.id`.execute(db)
  return rows
}

/** The names of bodies, as many as are asked for. */
export async function namesOfBodies(db: Db, ids: readonly string[]): Promise<BodyName[]> {
  return db
    .selectFrom('body')
    .select(['id', 'name', 'short_name as shortName'])
    .where('id', 'in', ids.length ? [...new Set(ids)] : [''])
    .execute()
}

export async function bodyById(db: Db, id: string): Promise<Body | undefined> {
  const { rows } = await sql<Body>`
    select b.id, b.kind, b.name, b.short_name as "shortName", b.state_id as "stateId", s.name as "stateName", b.website, b.note
    from body b left join body s on s.id = b.state_id where b.id = ${id}`.execute(db)
  return rows[0]
}

/** The institutions and organisations that work in a State. */
export async function bodiesOfState(db: Db, stateId: string): Promise<(BodyName & { kind: BodyKind })[]> {
  const { rows } = await sql<BodyName & { kind: BodyKind }>`
    select id, kind, name, short_name as "shortName" from body where state_id = ${stateId} and id <> ${stateId}
    order by kind desc, name ->> 'en'`.execute(db)
  return rows
}

const source = sql`json_build_object('title', s.title, 'publisher', s.publisher, 'url', s.url, 'publishedOn', s.published_on)`

/** Its memberships as the record stands now: corrected and withdrawn rows are left out. */
export async function membershipsOf(db: Db, bodyId: string): Promise<Membership[]> {
  const { rows } = await sql<Membership>`
    select m.capacity, m.since, m.until, ${source} as source,
      json_build_object('id', o.id, 'name', o.name, 'shortName', o.short_name) as "of"
    from membership m join body o on o.id = m.of_body_id join source s on s.id = m.source_id
    where m.body_id = ${bodyId} and not m.withdrawn and not exists (select from membership c where c.corrects = m.id)
    order by m.since, m.id`.execute(db)
  return rows
}

export async function accreditationsOf(db: Db, bodyId: string): Promise<Accreditation[]> {
  const { rows } = await sql<Accreditation>`
    select a.scheme, a.status, a.effective_on as "effectiveOn", a.reason, ${source} as source,
      case when b.id is not null then json_build_object('id', b.id, 'name', b.name, 'shortName', b.short_name) end as by
    from accreditation a left join body b on b.id = a.by_body_id join source s on s.id = a.source_id
    where a.body_id = ${bodyId} and not a.withdrawn and not exists (select from accreditation c where c.corrects = a.id)
    order by a.effective_on, a.id`.execute(db)
  return rows
}

export async function attendanceOf(db: Db, bodyId: string): Promise<Attendance[]> {
  const { rows } = await sql<Attendance>`
    select d.id as "dialogueId", d.title, d.held_from as "heldFrom", g.capacity
    from delegation g join dialogue d on d.id = g.dialogue_id where g.body_id = ${bodyId} order by d.held_from desc`.execute(
    db
  )
  return rows
}

/** How many recommendations a body made, and how many address it. */
export async function recommendationCountsOf(db: Db, bodyId: string): Promise<{ made: number; addressed: number }> {
  const { rows } = await sql<{ made: number; addressed: number }>`
    select (select count(*)::int from recommendation_maker where body_id = ${bodyId}) as made,
      (select count(*)::int from recommendation_addressee where body_id = ${bodyId}) as addressed`.execute(db)
  return rows[0]!
}

export async function instrumentsAdoptedBy(
  db: Db,
  bodyId: string
): Promise<{ id: string; title: Localised; adoptedOn: string }[]> {
  const { rows } = await sql<{ id: string; title: Localised; adoptedOn: string }>`
    select i.id, i.title, a.adopted_on as "adoptedOn" from instrument_adoption a join instrument i on i.id = a.instrument_id
    where a.body_id = ${bodyId} order by a.adopted_on desc, i.id`.execute(db)
  return rows
}
