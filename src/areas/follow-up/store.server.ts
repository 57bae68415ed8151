import { sql, type Kysely } from 'kysely'
import type { BodyName } from '#areas/bodies/public-store.server.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import type { StageFact } from './life.ts'
import type { Entry, Level } from './tracks.ts'
import type { Voice } from './voice.ts'

type Db = Kysely<Database>

export interface RecordedStage extends StageFact {
  readonly into: string | null
  readonly reason: string
  readonly source: string
  readonly sourceUrl: string | null
  /** why the row that this one corrects or withdraws was wrong */
  readonly because: string | null
  readonly recordedBy: string
  readonly recordedAt: Date
}

/** An entry of a track with all that its page says. */
export interface ProgressEntry extends Entry {
  readonly aboutBodyId: string
  readonly byName: Localised
  readonly scaleId: string
  readonly grade: string
  readonly gradeLabel: Localised
  readonly text: string
  readonly locale: string
  readonly evidenceText: string | null
  readonly evidenceUrl: string | null
  readonly recordedAt: Date
  readonly recordedBy: string
  readonly validatedAt: Date | null
  readonly validatedBy: string | null
  readonly retractedAt: Date | null
  readonly retraction: string | null
}

export interface FollowedRecommendation {
  readonly id: number
  readonly reference: string
  readonly madeOn: string
}

export interface Scale {
  readonly id: string
  readonly name: Localised
  readonly source: string
  readonly grades: readonly { code: string; label: Localised; level: Level }[]
}

export async function recommendationByReference(
  db: Db,
  reference: string
): Promise<FollowedRecommendation | undefined> {
  return db
    .selectFrom('recommendation')
    .select(['id', 'reference', 'made_on as madeOn'])
    .where('reference', '=', reference)
    .executeTakeFirst()
}

/**
 * Until the transaction ends nobody else writes about these recommendations: what was read of them still holds. They are
 * held in one order, so that two never wait for each other. Their keys aren't locked: who adds words to one while they
 * hold the search index would wait for us, and we for them.
 */
export async function lockRecommendations(tx: Db, ids: readonly number[]): Promise<void> {
  await tx.selectFrom('recommendation').select('id').where('id', 'in', ids).orderBy('id').forNoKeyUpdate().execute()
}

export async function lockRecommendation(tx: Db, id: number): Promise<void> {
  await lockRecommendations(tx, [id])
}

/** The life of a recommendation as it was written down, corrections and withdrawn rows included. */
export async function stagesOf(db: Db, recommendationId: number): Promise<RecordedStage[]> {
  return db
    .selectFrom('recommendation_stage as s')
    .leftJoin('recommendation as i', 'i.id', 's.into_id')
    .select([
      's.id',
      's.stage',
      's.reached_on as reachedOn',
      's.corrects',
      's.withdrawn',
      'i.reference as into',
      's.reason',
      's.source',
      's.source_url as sourceUrl',
      's.because',
      's.recorded_by as recordedBy',
      's.recorded_at as recordedAt'
    ])
    .where('s.recommendation_id', '=', recommendationId)
    .orderBy('s.reached_on')
    .orderBy('s.id')
    .execute()
}

export interface Carried {
  readonly reference: string
  readonly id: number
  /** the recommendation into which it went: this one, or one that went into it */
  readonly into: string
  readonly reachedOn: string
  readonly reason: string
  readonly source: string
  readonly sourceUrl: string | null
}

/** What was consolidated into a recommendation and stands there, with what had gone into those before. */
export async function consolidatedInto(db: Db, recommendationId: number): Promise<Carried[]> {
  const { rows } = await sql<Carried>`
    with recursive carried as (
      select s.* from standing_stage s where s.into_id = ${recommendationId}
      union
      select s.* from standing_stage s join carried c on s.into_id = c.recommendation_id
    )
    select r.id, r.reference, i.reference as into, c.reached_on as "reachedOn", c.reason, c.source,
      c.source_url as "sourceUrl"
    from carried c join recommendation r on r.id = c.recommendation_id join recommendation i on i.id = c.into_id
    where r.id <> ${recommendationId} order by c.reached_on, r.reference`.execute(db)
  return rows
}

/** Every entry about how a recommendation is carried out, by one addressee or by all, the newest observation first. */
export async function entriesOf(db: Db, recommendationId: number, aboutBodyId?: string): Promise<ProgressEntry[]> {
  const { rows } = await sql<ProgressEntry>`
    select e.id, e.about_body_id as "aboutBodyId", e.track, e.by_body_id as by, b.name as "byName",
      e.scale_id as "scaleId", e.grade, g.label as "gradeLabel", g.level, e.observed_on as "observedOn", e.text, e.locale,
      (e.evidence is not null or e.evidence_url is not null) as evidence, e.evidence as "evidenceText",
      e.evidence_url as "evidenceUrl", e.corrects, e.recorded_at as "recordedAt", e.recorded_by as "recordedBy",
      v.id is not null as validated, v.validated_at as "validatedAt", s.name as "validatedBy",
      x.id is not null as retracted, x.retracted_at as "retractedAt", x.reason as retraction
    from progress_entry e join body b on b.id = e.by_body_id
      join assessment_grade g on g.scale_id = e.scale_id and g.code = e.grade
      left join progress_validation v on v.entry_id = e.id left join account s on s.id = v.validated_by
      left join progress_retraction x on x.entry_id = e.id
    where e.recommendation_id = ${recommendationId}
      and (${aboutBodyId ?? null}::text is null or e.about_body_id = ${aboutBodyId ?? null})
    order by e.observed_on desc, e.id desc`.execute(db)
  return rows
}

export interface EntryRow {
  readonly id: number
  readonly recommendationId: number
  readonly reference: string
  readonly aboutBodyId: string
  readonly track: Entry['track']
  readonly by: string
  readonly recordedBy: string
  readonly validated: boolean
  readonly retracted: boolean
  readonly correctedBy: number | null
}

export async function entryById(db: Db, id: number): Promise<EntryRow | undefined> {
  const { rows } = await sql<EntryRow>`
    select e.id, e.recommendation_id as "recommendationId", r.reference, e.about_body_id as "aboutBodyId", e.track,
      e.by_body_id as by, e.recorded_by as "recordedBy",
      exists (select from progress_validation v where v.entry_id = e.id) as validated,
      exists (select from progress_retraction x where x.entry_id = e.id) as retracted,
      (select c.id from progress_entry c where c.corrects = e.id) as "correctedBy"
    from progress_entry e join recommendation r on r.id = e.recommendation_id where e.id = ${id}`.execute(db)
  return rows[0]
}

/** The standing entry in which a voice said exactly this, with as many files: the form was sent twice. */
export async function saidAlready(
  db: Db,
  recommendationId: number,
  said: Voice & {
    readonly aboutBodyId: string
    readonly scaleId: string
    readonly grade: string
    readonly observedOn: string
    readonly text: string
    readonly locale: string
    readonly evidence: string | null
    readonly evidenceUrl: string | null
  },
  files: number
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select e.id from progress_entry e
    where e.recommendation_id = ${recommendationId} and e.about_body_id = ${said.aboutBodyId}
      and e.track = ${said.track} and e.by_body_id = ${said.by}
      and e.scale_id = ${said.scaleId} and e.grade = ${said.grade} and e.observed_on = ${said.observedOn}
      and e.text = ${said.text} and e.locale = ${said.locale} and e.evidence is not distinct from ${said.evidence}::text
      and e.evidence_url is not distinct from ${said.evidenceUrl}::text
      and (select count(*) from progress_file f where f.entry_id = e.id) = ${files}
      and not exists (select from progress_retraction x where x.entry_id = e.id)
      and not exists (select from progress_entry c where c.corrects = e.id)
    limit 1`.execute(db)
  return rows[0]?.id
}

/** The addressee of that name, where the recommendation has it. */
export async function addresseeOf(db: Db, recommendationId: number, bodyId: string): Promise<BodyName | undefined> {
  return db
    .selectFrom('recommendation_addressee as a')
    .innerJoin('body as b', 'b.id', 'a.body_id')
    .select(['b.id', 'b.name', 'b.short_name as shortName'])
    .where('a.recommendation_id', '=', recommendationId)
    .where('a.body_id', '=', bodyId)
    .executeTakeFirst()
}

/** The State of every NHRI. */
export async function statesOfInstitutions(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('body').select(['id', 'state_id']).where('kind', '=', 'nhri').execute()
  return new Map(rows.flatMap(({ id, state_id }) => (state_id === null ? [] : [[id, state_id] as const])))
}

/** Voices with what each is called: its short name where it has one, "Komnas HAM". */
export async function namedVoices(
  db: Db,
  voices: readonly Voice[]
): Promise<readonly (Voice & { readonly byName: Localised })[]> {
  if (voices.length === 0) return []
  const bodies = await db
    .selectFrom('body')
    .select(['id', 'name', 'short_name'])
    .where(
      'id',
      'in',
      voices.map(({ by }) => by)
    )
    .execute()
  return voices.map((voice) => {
    const { name, short_name } = bodies.find(({ id }) => id === voice.by)!
    return { ...voice, byName: Object.keys(short_name).length ? short_name : name }
  })
}

/** Whether a body may speak as a stakeholder on a day: a CSO while its accreditation stands as granted, others always. */
export async function isAccredited(db: Db, bodyId: string, day: string): Promise<boolean> {
  const { rows } = await sql<{ kind: string; status: string | null }>`
    select b.kind, (
      select a.status from accreditation a
      where a.body_id = b.id and a.scheme = 'consultative-relationship' and not a.withdrawn
        and a.effective_on <= ${day}::date and not exists (select from accreditation c where c.corrects = a.id)
      order by a.effective_on desc, a.id desc limit 1
    ) as status
    from body b where b.id = ${bodyId}`.execute(db)
  return rows[0] !== undefined && (rows[0].kind !== 'cso' || rows[0].status === 'granted')
}

export async function scales(db: Db): Promise<Scale[]> {
  const { rows } = await sql<Scale>`
    select s.id, s.name, s.source, jsonb_agg(jsonb_build_object('code', g.code, 'label', g.label, 'level', g.level)
      order by g.ordinal) as grades
    from assessment_scale s join assessment_grade g on g.scale_id = s.id group by s.id
    order by s.id <> 'balai', s.id`.execute(db)
  return rows
}
