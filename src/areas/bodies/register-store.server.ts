import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { caseOf } from './accreditation-case.ts'
import {
  registerOn,
  type BodyOnRecord,
  type CaseOnRecord,
  type RegisterEntry,
  type RegisterStatus
} from './register.ts'

type Db = Kysely<Database>

/** The register of organisations as it stood on a day. Nothing in it says whom to write to. */
export async function register(db: Db, day: string): Promise<RegisterEntry[]> {
  return registerOn(await bodiesOnRecord(db), await casesOnRecord(db), day)
}

async function bodiesOnRecord(db: Db): Promise<BodyOnRecord[]> {
  const { rows } = await sql<BodyOnRecord>`
    select b.id, b.name, b.state_id as "stateId",
      jsonb_agg(jsonb_build_object('status', a.status, 'on', a.effective_on, 'reason', a.reason)
        order by a.effective_on, a.id) as facts
    from body b join accreditation a on a.body_id = b.id and a.scheme = 'consultative-relationship' and not a.withdrawn
      and not exists (select from accreditation c where c.corrects = a.id)
    group by b.id`.execute(db)
  return rows
}

async function casesOnRecord(db: Db): Promise<CaseOnRecord[]> {
  const { rows } = await sql<CaseOnRecord>`
    select a.reference, m.body_id as "bodyId", a.state_id as "stateId", a.received_on as "receivedOn",
      jsonb_build_object('en', coalesce(a.english_name, a.name)) || jsonb_build_object(a.locale, a.name) as name,
      coalesce((select jsonb_agg(jsonb_build_object('turn', e.turn, 'step', e.step, 'on', e.reached_on, 'by', e.recorded_by,
        'reason', case when e.recorded_by is null then '' else e.reason end, 'locale', e.locale) order by e.turn)
        from accreditation_event e where e.application_id = a.id), '[]') as events
    from accreditation_application a left join accreditation_body m on m.application_id = a.id`.execute(db)
  return rows
}

/** How many organisations stand how on a day, and how many applications wait. */
export async function organisationCounts(db: Db, day: string): Promise<Record<RegisterStatus | 'pending', number>> {
  const [bodies, cases] = [await bodiesOnRecord(db), await casesOnRecord(db)]
  const counts = { granted: 0, suspended: 0, ended: 0, refused: 0, pending: 0 }
  for (const { status } of registerOn(bodies, cases, day)) counts[status] += 1
  for (const { receivedOn, events } of cases) {
    const { stage } = caseOf(
      receivedOn,
      events.filter(({ on }) => on <= day)
    )
    if (receivedOn <= day && ['received', 'screening', 'information-asked'].includes(stage)) counts.pending += 1
  }
  return counts
}
