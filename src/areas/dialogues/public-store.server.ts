import { sql, type Kysely } from 'kysely'
import type { BodyName, Sourced } from '#areas/bodies/public-store.server.ts'
import type { BodyKind, DelegationCapacity, ParticipationRole, SegmentKind } from '#areas/tables.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Localised } from '#platform/i18n/locales.ts'

export interface Dialogue {
  readonly id: string
  readonly edition: number
  readonly title: Localised
  readonly summary: Localised
  readonly heldFrom: string
  readonly heldUntil: string
  readonly place: Localised
  readonly mode: 'in-person' | 'online' | 'hybrid' | 'unknown'
  readonly recommendations: number
  readonly convenedBy: BodyName
  readonly source: Sourced
}

export interface Segment {
  readonly id: string
  readonly parentId: string | null
  readonly kind: SegmentKind
  readonly title: Localised
  readonly summary: Localised
  readonly heldOn: string
  readonly source: Sourced
}

export interface Participation {
  readonly segmentId: string | null
  readonly personId: string
  readonly person: string
  readonly role: ParticipationRole
  readonly title: Localised
  readonly body: BodyName | null
  readonly source: Sourced
}

export interface Delegation extends BodyName {
  readonly kind: BodyKind
  readonly capacity: DelegationCapacity
  readonly note: Localised
}

export interface Statement {
  readonly segmentId: string | null
  readonly kind: 'country-briefing' | 'remarks' | 'statement' | 'quotation' | 'good-practice'
  readonly summary: Localised
  readonly person: string | null
  readonly body: BodyName | null
  readonly source: Sourced
}

type Db = Kysely<Database>

const source = sql`json_build_object('title', s.title, 'publisher', s.publisher, 'url', s.url, 'publishedOn', s.published_on)`
const body = sql`case when b.id is not null then json_build_object('id', b.id, 'name', b.name, 'shortName', b.short_name) end`

const dialogueColumns = sql`
  d.id, d.edition, d.title, d.summary, d.held_from as "heldFrom", d.held_until as "heldUntil", d.place, d.mode,
  (select count(*)::int from recommendation r where r.dialogue_id = d.id) as recommendations,
  ${body} as "convenedBy", ${source} as source
  from dialogue d join body b on b.id = d.convened_by join source s on s.id = d.source_id`

/** Every edition, the newest first. */
export async function dialogues(db: Db): Promise<Dialogue[]> {
  const { rows } = await sql<Dialogue>`select ${dialogueColumns} order by d.held_from desc`.execute(db)
  return rows
}

export async function dialogueById(db: Db, id: string): Promise<Dialogue | undefined> {
  const { rows } = await sql<Dialogue>`select ${dialogueColumns} where d.id = ${id}`.execute(db)
  return rows[0]
}

/** The edition that ended last on or before this day and recommended something. */
export async function lastDecided(db: Db, day: string): Promise<Dialogue | undefined> {
  const { rows } = await sql<Dialogue>`
    select ${dialogueColumns} where d.held_from <= ${day}::date and exists (select from recommendation r where r.dialogue_id = d.id)
    order by d.held_from desc limit 1`.execute(db)
  return rows[0]
}

export async function segmentsOf(db: Db, dialogueId: string): Promise<Segment[]> {
  const { rows } = await sql<Segment>`
    select g.id, g.parent_id as "parentId", g.kind, g.title, g.summary, g.held_on as "heldOn", ${source} as source
    from segment g join source s on s.id = g.source_id where g.dialogue_id = ${dialogueId} order by g.ordinal, g.id`.execute(
    db
  )
  return rows
}

export async function participationsOf(db: Db, dialogueId: string): Promise<Participation[]> {
  const { rows } = await sql<Participation>`
    select p.segment_id as "segmentId", h.id as "personId", h.name as person, p.role, p.title, ${body} as body, ${source} as source
    from participation p join person h on h.id = p.person_id left join body b on b.id = p.body_id join source s on s.id = p.source_id
    where p.dialogue_id = ${dialogueId} order by p.ordinal, p.id`.execute(db)
  return rows
}

export async function delegationsOf(db: Db, dialogueId: string): Promise<Delegation[]> {
  const { rows } = await sql<Delegation>`
    select b.id, b.kind, b.name, b.short_name as "shortName", g.capacity, g.note
    from delegation g join body b on b.id = g.body_id where g.dialogue_id = ${dialogueId} order by b.name ->> 'en'`.execute(
    db
  )
  return rows
}

export async function statementsOf(db: Db, dialogueId: string): Promise<Statement[]> {
  const { rows } = await sql<Statement>`
    select t.segment_id as "segmentId", t.kind, t.summary, h.name as person, ${body} as body, ${source} as source
    from statement t left join person h on h.id = t.person_id left join body b on b.id = t.body_id join source s on s.id = t.source_id
    where t.dialogue_id = ${dialogueId} order by t.id`.execute(db)
  return rows
}
