import { sql, type Kysely, type RawBuilder } from 'kysely'
import { bodyById } from '#areas/bodies/public-store.server.ts'
import { isYearInvented } from '#areas/demonstration/store.server.ts'
import { hall } from '#areas/publication/hall.server.ts'
import type { Database } from '#platform/db/schema.ts'
import type { BriefAction, BriefFacts, Institution, Origin, PastReview, Practice } from './brief-facts.ts'
import { pointsOn } from './carry-over.ts'
import { carryOverOf, pointsBefore, recommendationsBefore, type Preparation } from './store.server.ts'

type Db = Kysely<Database>

/** Everything that a brief says about a State on a day; undefined where the body is no State. */
export async function briefFacts(
  db: Db,
  preparation: Preparation,
  stateId: string,
  day: string,
  address: string
): Promise<BriefFacts | undefined> {
  const state = await bodyById(db, stateId)
  if (state?.kind !== 'state') return undefined
  const [points, recommendations, carryOver, origins, actions, institutions, practices, review, named, invented] =
    await Promise.all([
      pointsBefore(db, preparation.edition, stateId),
      recommendationsBefore(db, preparation.edition),
      carryOverOf(db, preparation.id),
      originsOf(db, stateId),
      actionsOf(db, stateId, day),
      institutionsOf(db, stateId, day),
      practicesOf(db, stateId, day),
      pastReviewOf(db, stateId, day),
      hall(db),
      isYearInvented(db)
    ])
  return {
    hall: named.name,
    invented,
    address,
    edition: preparation.edition,
    after: { title: preparation.afterTitle, day: preparation.afterDay },
    plan: preparation.plan,
    // A list that was confirmed later says nothing about that day.
    carryOver: carryOver && carryOver.asOf <= day ? carryOver : null,
    day,
    state,
    ...pointsOn(points, day),
    recommendations,
    origins,
    actions,
    institutions,
    practices,
    review
  }
}

const source = sql`json_build_object('title', s.title, 'publisher', s.publisher, 'url', s.url, 'publishedOn', s.published_on)`

async function originsOf(db: Db, stateId: string): Promise<Map<string, Origin>> {
  const { rows } = await sql<Origin & { reference: string }>`
    select r.reference, d.title as dialogue, r.made_on as "madeOn", p.page, p.paragraph, p.document
    from recommendation r join dialogue d on d.id = r.dialogue_id
      join recommendation_addressee a on a.recommendation_id = r.id and a.body_id = ${stateId}
      left join lateral (
        select v.page, v.paragraph, coalesce(x.title, s.title) as document from provenance v
        left join lateral (select title from document_description where document_id = v.document_id order by id desc limit 1) x on true
        left join source s on s.id = v.source_id
        where v.recommendation_id = r.id order by v.document_id is null, v.id limit 1
      ) p on true
    where r.mechanism = 'dialogue'`.execute(db)
  return new Map(rows.map(({ reference, ...origin }) => [reference, origin]))
}

async function actionsOf(db: Db, stateId: string, day: string): Promise<BriefAction[]> {
  const { rows } = await sql<BriefAction>`
    select p.action_id as id, p.title, p.locale, p.begins_on as "beginsOn", p.due_on as "dueOn", p.source,
      (p.recorded_at at time zone 'Asia/Jakarta')::date as "writtenOn", own.part,
      coalesce((select b.name from standing_action_body l join body b on b.id = l.body_id
        where l.action_id = p.action_id and l.part = 'leads' and l.since <= ${day}::date
          and (l.until is null or l.until > ${day}::date) order by l.since desc, l.id desc limit 1), '{}') as leads,
      array(select r.reference from standing_action_recommendation x join recommendation r on r.id = x.recommendation_id
        where x.action_id = p.action_id order by r.made_on, r.ordinal, r.id) as references,
      coalesce((select jsonb_agg(jsonb_build_object('step', s.step, 'reachedOn', s.reached_on) order by s.id)
        from standing_action_step s where s.action_id = p.action_id), '[]') as steps,
      coalesce((select jsonb_agg(jsonb_build_object('title', m.title, 'locale', m.locale, 'reachedOn', t.reached_on)
          order by t.reached_on, t.id)
        from standing_milestone m join standing_milestone_reached t on t.milestone_id = m.milestone_id
        where m.action_id = p.action_id and t.reached_on <= ${day}::date), '[]') as milestones
    from standing_action_plan p join standing_action_body own on own.action_id = p.action_id
    where own.body_id = ${stateId} and own.since <= ${day}::date and (own.until is null or own.until > ${day}::date)
    order by p.due_on nulls last, p.action_id`.execute(db)
  return rows
}

async function institutionsOf(db: Db, stateId: string, day: string): Promise<Institution[]> {
  const { rows } = await sql<Institution>`
    select b.id, b.name, b.short_name as "shortName", coalesce((
        select jsonb_agg(jsonb_build_object('status', a.status, 'effectiveOn', a.effective_on, 'source', ${source})
          order by a.effective_on, a.id)
        from accreditation a join source s on s.id = a.source_id
        where a.body_id = b.id and a.scheme = 'paris-principles' and not a.withdrawn and a.effective_on <= ${day}::date
          and not exists (select from accreditation c where c.corrects = a.id)
      ), '[]') as standing
    from body b where b.kind = 'nhri' and b.state_id = ${stateId} order by b.id`.execute(db)
  return rows
}

/** What the State and its NHRI shared, in the wording of that day, and what they told of in a Dialogue; the newest first. */
async function practicesOf(db: Db, stateId: string, day: string): Promise<Practice[]> {
  const on = (column: RawBuilder<unknown>) => sql`(${column} at time zone 'Asia/Jakarta')::date <= ${day}::date`
  const { rows } = await sql<Practice>`
    with own as (select id, name from body where id = ${stateId} or (kind = 'nhri' and state_id = ${stateId}))
    select jsonb_build_object(w.locale, w.title || ': ' || w.outcome) as summary, own.name as by,
      json_build_object('title', w.source, 'publisher', null, 'url', w.source_url, 'publishedOn', null) as source,
      w.since as on_day, w.id as ordinal
    from practice_wording w join practice p on p.id = w.practice_id join own on own.id = p.by_body_id
    where ${on(sql`w.recorded_at`)}
      and not exists (select from practice_wording c where c.corrects = w.id and ${on(sql`c.recorded_at`)})
      and not exists (select from practice_withdrawal x where x.practice_id = p.id and ${on(sql`x.recorded_at`)})
    union all
    select t.summary, own.name, ${source}, d.held_from, t.id
    from statement t join own on own.id = t.body_id join dialogue d on d.id = t.dialogue_id join source s on s.id = t.source_id
    where t.kind = 'good-practice' and d.held_until <= ${day}::date
    order by on_day desc, ordinal`.execute(db)
  return rows
}

/** The Universal Periodic Review, as far as it is on record: a recommendation counts once under each widest theme. */
async function pastReviewOf(db: Db, stateId: string, day: string): Promise<PastReview | null> {
  const { rows } = await sql<Omit<PastReview, 'from' | 'until'> & { from: string | null; until: string | null }>`
    with recursive answered as (
      select distinct on (r.id) r.id, r.session, r.made_on, p.position
      from recommendation r join recommendation_addressee a on a.recommendation_id = r.id and a.body_id = ${stateId}
        join standing_position p on p.recommendation_id = r.id and p.body_id = a.body_id and p.stated_on <= ${day}::date
      where r.mechanism = 'upr' and r.made_on <= ${day}::date
      order by r.id, p.stated_on desc, p.id desc
    ), beneath (top, id) as (
      select id, id from theme where parent_id is null union select b.top, t.id from theme t join beneath b on t.parent_id = b.id
    ), counted as (
      select b.top, count(distinct x.id) filter (where x.position in ('supported', 'partly'))::int as supported,
        count(distinct x.id) filter (where x.position = 'noted')::int as noted
      from answered x join recommendation_theme t on t.recommendation_id = x.id and t.withdrawn_at is null
        join beneath b on b.id = t.theme_id
      group by b.top
    )
    select count(distinct session)::int as sessions, min(made_on) as from, max(made_on) as until,
      count(*) filter (where position in ('supported', 'partly'))::int as supported,
      count(*) filter (where position = 'noted')::int as noted,
      coalesce((select jsonb_agg(jsonb_build_object('label', t.label, 'supported', c.supported, 'noted', c.noted)
        order by c.supported + c.noted desc, t.ordinal, t.id) from counted c join theme t on t.id = c.top), '[]') as themes,
      coalesce((select jsonb_agg(distinct jsonb_build_object('title', s.title, 'publisher', s.publisher, 'url', s.url,
          'publishedOn', s.published_on))
        from provenance v join source s on s.id = v.source_id where v.recommendation_id in (select id from answered)), '[]') as sources
    from answered`.execute(db)
  const found = rows[0]
  return found?.from && found.until ? { ...found, from: found.from, until: found.until } : null
}
