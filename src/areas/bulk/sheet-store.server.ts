import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { sourceGiven } from '#areas/source-store.server.ts'
import type { Mechanism, Position } from '#areas/tables.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import type { Refusal } from '#platform/refusal.ts'
import { stageOn, type StageFact } from '#areas/follow-up/life.ts'
import { recordKey, type SheetKind, type SheetRecord } from './sheet.ts'
import { standingOn, type Entry } from '#areas/follow-up/tracks.ts'
import type { Voice } from '#areas/follow-up/voice.ts'

type Db = Kysely<Database>
type Tx = Transaction<Database>

interface AddressedRow {
  readonly recommendationId: number
  readonly reference: string
  readonly state: string
  readonly madeOn: string
  readonly text: string
  readonly stages: readonly StageFact[]
}

/** The recommendations addressed to States, or those of these references, as a sheet about them holds them on a day. */
export async function sheetRecords(
  db: Db,
  asked: {
    readonly kind: SheetKind
    readonly voice: Voice | null
    readonly states?: readonly string[]
    readonly references?: readonly string[]
    readonly mechanism?: Mechanism
    readonly day: string
  }
): Promise<SheetRecord[]> {
  const { states = null, references = null, mechanism = null, day } = asked
  const { rows } = await sql<AddressedRow>`
    select r.id::float8 as "recommendationId", r.reference, a.body_id as state, r.made_on::text as "madeOn",
      coalesce((select t.text from recommendation_text t where t.recommendation_id = r.id
        and t.kind in ('original', 'correction') order by t.id desc limit 1), '') as text,
      coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'stage', s.stage, 'reachedOn', s.reached_on,
        'corrects', s.corrects, 'withdrawn', s.withdrawn)) from recommendation_stage s
        where s.recommendation_id = r.id), '[]') as stages
    from recommendation r join recommendation_addressee a on a.recommendation_id = r.id
    where (${states as string[] | null}::text[] is null or a.body_id = any(${states as string[] | null}))
      and (${references as string[] | null}::text[] is null or r.reference = any(${references as string[] | null}))
      and (${mechanism}::text is null or r.mechanism = ${mechanism})
    order by r.made_on desc, r.session, r.ordinal, r.id, a.body_id`.execute(db)
  const ids = [...new Set(rows.map(({ recommendationId }) => recommendationId))]
  const entries = asked.voice ? await standingEntries(db, ids, asked.voice, day) : null
  const positions = asked.voice ? null : await standingPositions(db, ids)
  return rows.map(({ stages, ...row }) => {
    const key = recordKey(row.reference, row.state)
    const position = positions?.get(key)
    return {
      ...row,
      stage: stageOn(stages, day),
      standing: entries?.get(key) ?? position?.standing ?? null,
      answer: position?.answer ?? null
    }
  })
}

type Standing = Map<string, NonNullable<SheetRecord['standing']>>

async function standingEntries(db: Db, ids: readonly number[], { track, by }: Voice, day: string): Promise<Standing> {
  const { rows } = await sql<
    Entry &
      Record<'reference' | 'state' | 'grade' | 'text' | 'locale' | 'who', string> & {
        evidenceText: string | null
        evidenceUrl: string | null
      }
  >`
    select e.id::float8 as id, r.reference, e.about_body_id as state, e.track, e.by_body_id as by, g.level,
      e.scale_id || '/' || e.grade as grade, e.observed_on::text as "observedOn", e.text, e.locale,
      e.evidence as "evidenceText", e.evidence_url as "evidenceUrl", w.name as who,
      (e.evidence is not null or e.evidence_url is not null) as evidence, e.corrects, false as validated, false as retracted
    from standing_progress e join recommendation r on r.id = e.recommendation_id
      join assessment_grade g on g.scale_id = e.scale_id and g.code = e.grade join account w on w.id = e.recorded_by
    where e.recommendation_id = any(${ids as number[]}::bigint[]) and e.track = ${track} and e.by_body_id = ${by}`.execute(
    db
  )
  const found: Standing = new Map()
  for (const [key, entries] of Map.groupBy(rows, ({ reference, state }) => recordKey(reference, state))) {
    const { state, stakeholders, body } = standingOn(entries, day)
    const entry = state ?? stakeholders[0] ?? body
    if (!entry) continue
    found.set(key, {
      id: entry.id,
      by: entry.who,
      cells: {
        grade: entry.grade,
        observed_on: entry.observedOn,
        text: entry.text,
        language: entry.locale,
        evidence: entry.evidenceText ?? '',
        evidence_url: entry.evidenceUrl ?? ''
      }
    })
  }
  return found
}

interface StandingPosition {
  readonly standing: NonNullable<SheetRecord['standing']>
  readonly answer: NonNullable<SheetRecord['answer']>
}

/** What stands of every addressee's answers: the newest as a row of a sheet has it, all of them as the rules ask. */
async function standingPositions(db: Db, ids: readonly number[]): Promise<ReadonlyMap<string, StandingPosition>> {
  const { rows } = await sql<
    Record<'reference' | 'state' | 'statedOn' | 'source' | 'sourceUrl' | 'who', string> & {
      id: number
      position: Position
      ownWords: boolean
      replyDay: string | null
    }
  >`
    select p.id::float8 as id, r.reference, p.body_id as state, p.position, p.stated_on::text as "statedOn",
      coalesce(s.title, '') as source, coalesce(s.url, '') as "sourceUrl", coalesce(p.recorded_by, '') as who,
      p.source_id is null and p.document_id is null as "ownWords",
      (select d.due_on::text from reply_day d where d.recommendation_id = r.id and not d.withdrawn
        and not exists (select from reply_day c where c.corrects = d.id) order by d.id desc limit 1) as "replyDay"
    from standing_position p join recommendation r on r.id = p.recommendation_id left join source s on s.id = p.source_id
    where p.recommendation_id = any(${ids as number[]}::bigint[])
    order by p.recommendation_id, p.body_id, p.stated_on desc, p.id desc`.execute(db)
  const found = new Map<string, StandingPosition>()
  for (const [key, told] of Map.groupBy(rows, ({ reference, state }) => recordKey(reference, state))) {
    const { id, position, statedOn: stated_on, source, sourceUrl: source_url, who, ownWords, replyDay } = told[0]!
    found.set(key, {
      standing: { id, by: who, cells: { position, stated_on, source, source_url } },
      answer: {
        // Those that stand were corrected and withdrawn by nobody.
        statements: told.map((one) => ({ ...one, corrects: null, withdrawn: false })),
        ownWords,
        replyDay
      }
    })
  }
  return found
}

/**
 * Until the transaction ends nobody else writes about these recommendations. Always in the order of their ids. Their keys
 * aren't locked: see lockRecommendation.
 */
export async function lockRecommendations(tx: Tx, ids: readonly number[]): Promise<void> {
  await sql`
    select from recorded_recommendation where id = any(${ids as number[]}::bigint[]) order by id
    for no key update`.execute(tx)
}

export interface NewPosition {
  readonly recommendationId: number
  readonly state: string
  readonly position: Position
  readonly statedOn: string
  readonly sourceId: number | null
  readonly corrects: number | null
  readonly withdrawn?: boolean
  readonly at: Date
  readonly by: string
}

export async function insertPosition(tx: Tx, given: NewPosition): Promise<number> {
  const { id } = await tx
    .insertInto('recommendation_position')
    .values({
      recommendation_id: given.recommendationId,
      body_id: given.state,
      position: given.position,
      stated_on: given.statedOn,
      source_id: given.sourceId,
      document_id: null,
      corrects: given.corrects,
      withdrawn: given.withdrawn ?? false,
      recorded_at: given.at,
      recorded_by: given.by
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/**
 * The source that a sheet names by title and address, of whatever day; where there is none, one of this day is made. Refused
 * where one of that title and day has another address.
 */
export async function sheetSource(tx: Tx, title: string, url: string | null, day: string): Promise<number | Refusal> {
  const known = await tx
    .selectFrom('source')
    .select('id')
    .where('title', '=', title)
    .where('url', 'is not distinct from', url)
    .orderBy('id')
    .executeTakeFirst()
  return known ? known.id : sourceGiven(tx, { title, url, publishedOn: day })
}

/** A fact that a sheet made, with the fact that it took the place of. */
export interface MadeFact {
  readonly recommendationId: number
  readonly reference: string
  readonly state: string
  readonly entryId: number | null
  readonly positionId: number | null
  readonly corrects: number | null
  /** something that was said or done since rests on it */
  readonly built: boolean
}

/** What a sheet made, as it is now. */
export async function factsOfFile(db: Db, fileId: number): Promise<MadeFact[]> {
  const { rows } = await sql<MadeFact>`
    select e.recommendation_id::float8 as "recommendationId", r.reference, e.about_body_id as state,
      e.id::float8 as "entryId", null as "positionId", e.corrects::float8 as corrects,
      exists (select from progress_entry c where c.corrects = e.id)
        or exists (select from progress_retraction x where x.entry_id = e.id)
        or exists (select from progress_validation v where v.entry_id = e.id) as built
    from bulk_fact f join progress_entry e on e.id = f.progress_entry_id join recommendation r on r.id = e.recommendation_id
    where f.file_id = ${fileId}
    union all
    select p.recommendation_id::float8, r.reference, p.body_id, null, p.id::float8, p.corrects::float8,
      exists (select from recommendation_position c where c.corrects = p.id)
    from bulk_fact f join recommendation_position p on p.id = f.position_id join recommendation r on r.id = p.recommendation_id
    where f.file_id = ${fileId}
    order by 2, 3`.execute(db)
  return rows
}

export interface NewEntry {
  readonly recommendationId: number
  readonly state: string
  readonly voice: Voice
  readonly scaleId: string
  readonly grade: string
  readonly observedOn: string
  readonly text: string
  readonly locale: string
  readonly evidence: string | null
  readonly evidenceUrl: string | null
  readonly corrects: number | null
  readonly at: Date
  readonly accountId: string
}

export async function insertProgress(tx: Tx, given: NewEntry): Promise<number> {
  const { id } = await tx
    .insertInto('progress_entry')
    .values({
      recommendation_id: given.recommendationId,
      about_body_id: given.state,
      track: given.voice.track,
      by_body_id: given.voice.by,
      scale_id: given.scaleId,
      grade: given.grade,
      observed_on: given.observedOn,
      text: given.text,
      locale: given.locale,
      evidence: given.evidence,
      evidence_url: given.evidenceUrl,
      corrects: given.corrects,
      recorded_at: given.at,
      recorded_by: given.accountId
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Says again what an entry said, in the place of the one that had put it right. */
export async function sayAgain(
  tx: Tx,
  { before, inPlaceOf }: { readonly before: number; readonly inPlaceOf: number },
  { at, accountId }: { readonly at: Date; readonly accountId: string }
): Promise<void> {
  await sql`
    with again as (
      insert into progress_entry (recommendation_id, about_body_id, track, by_body_id, scale_id, grade, observed_on, text,
        locale, evidence, evidence_url, corrects, recorded_at, recorded_by)
      select recommendation_id, about_body_id, track, by_body_id, scale_id, grade, observed_on, text, locale, evidence,
        evidence_url, ${inPlaceOf}::bigint, ${at}, ${accountId}
      from progress_entry where id = ${before} returning id
    )
    insert into progress_file (entry_id, ordinal, sha256, size_bytes, media_type, original_name)
    select again.id, f.ordinal, f.sha256, f.size_bytes, f.media_type, f.original_name
    from again, progress_file f where f.entry_id = ${before}`.execute(tx)
}

/** Withdraws a position, or where it had put an older one right lets that one stand again in its place. */
export async function undoPosition(
  tx: Tx,
  { id, corrects }: { readonly id: number; readonly corrects: number | null },
  { reason, at, by }: { readonly reason: string; readonly at: Date; readonly by: string }
): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    insert into recommendation_position (recommendation_id, body_id, position, stated_on, source_id, document_id, text, locale,
      place, because, corrects, withdrawn, recorded_at, recorded_by)
    select recommendation_id, body_id, position, stated_on, source_id, document_id, text, locale, place, ${reason},
      ${id}::bigint, ${corrects === null}, ${at}, ${by}
    from recommendation_position where id = ${corrects ?? id} returning id::float8 as id`.execute(tx)
  if (corrects === null) return
  // An answer in parts comes back with its parts as they stood.
  await sql`
    with again as (
      insert into position_part (position_id, ordinal, text, locale)
      select ${rows[0]!.id}::bigint, ordinal, text, locale from position_part where position_id = ${corrects}
      returning id, ordinal
    )
    insert into part_position (part_id, position, stated_on, text, locale, place, source_id, document_id, because,
      recorded_at, recorded_by)
    select again.id, q.position, q.stated_on, q.text, q.locale, q.place, q.source_id, q.document_id, q.because, ${at}, ${by}
    from again join position_part t on t.position_id = ${corrects} and t.ordinal = again.ordinal
      join part_position q on q.part_id = t.id
    where not q.withdrawn and not exists (select from part_position c where c.corrects = q.id)`.execute(tx)
}

export interface AddressedState {
  readonly id: string
  readonly name: Localised
  /** a Dialogue addressed it; others were addressed in past reviews alone */
  readonly inDialogue: boolean
}

/** The States that recommendations address, those of the Dialogue first, by their names in English. */
export async function addressedStates(db: Db): Promise<AddressedState[]> {
  const { rows } = await sql<AddressedState>`
    select b.id, b.name, bool_or(r.mechanism = 'dialogue') as "inDialogue"
    from body b join recommendation_addressee a on a.body_id = b.id join recommendation r on r.id = a.recommendation_id
    where b.kind = 'state' group by b.id, b.name order by 3 desc, b.name ->> 'en'`.execute(db)
  return rows
}
