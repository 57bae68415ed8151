import type { Context } from '#areas/act.server.ts'
import type { GivenPlan } from '#areas/actions/actions.server.ts'
import type { Actor, Duty, Role } from '#areas/people/actor.ts'
import { cast, loadCast } from '#areas/people/opening.server.ts'
import { openHall } from '#areas/publication/open-hall.server.ts'
import { isRefusal } from '#platform/refusal.ts'
import { freshDatabase, type FreshDatabase } from '#test/database.ts'

export const NOW = new Date('2026-03-02T03:00:00Z')
export const TODAY = '2026-03-02'

/** The demonstration's hall in a database of its own, opened on that day. */
export async function demonstrationDatabase(): Promise<FreshDatabase> {
  const fresh = await freshDatabase()
  await openHall({ db: fresh.db, mode: 'demonstration', now: NOW, afterLoad: [(tx, _mode, now) => loadCast(tx, now)] })
  return fresh
}

/** A member of the cast, or one of them in another office. */
export function actor(id: string, office?: { role: Role; bodyId: string | null; duty?: Duty }): Actor {
  const member = cast().find((one) => one.id === id)!
  const { role, bodyId, duty } = { duty: null, ...(office ?? member) }
  return {
    kind: 'account',
    id,
    name: member.name,
    mandates: [{ role, bodyId, duty, since: '2025-01-01', until: null }]
  }
}

/** Those of the cast who plan, and what they do in that hall. */
export function actingIn(db: () => Context['db']) {
  const as = (who: Actor, now = NOW): Context => ({ db: db(), actor: who, now })
  return {
    as,
    siti: () => as(actor('siti-lestari-adi')),
    wahyu: () => as(actor('wahyu-purnomo-jati')),
    niran: () => as(actor('niran-thepsuwan')),
    ratna: () => as(actor('ratna-wijayakusuma')),
    yohanes: () => as(actor('yohanes-prabaswara')),
    maricel: () => as(actor('maricel-bautista-cruz')),
    async audited(): Promise<number> {
      const { n } = await db()
        .selectFrom('audit')
        .select((build) => build.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      return Number(n)
    }
  }
}

/** What was done; a refusal fails the test by its reason. */
export async function done<T>(outcome: Promise<T>): Promise<Exclude<T, { refused: string }>> {
  const told = await outcome
  if (isRefusal(told)) throw new Error(told.refused)
  return told as Exclude<T, { refused: string }>
}

export const plan: GivenPlan = {
  leads: 'ID',
  recommendations: 'AHRD7-R3',
  title: 'A complaints office in each province',
  text: 'The ministry opens an office that takes complaints by post, telephone and web.',
  locale: 'en',
  beginsOn: '2026-01-01',
  dueOn: '2026-12-31',
  resources: null,
  source: null,
  sourceUrl: null
}

/** The plan as the form for changing it gives it. */
export function changed({ leads: _, recommendations: __, ...words }: GivenPlan, corrects: number) {
  return { ...words, corrects }
}

export const counting = {
  name: 'Offices that take complaints',
  unit: 'offices',
  locale: 'en',
  baseline: '2',
  baselineOn: '2026-01-01',
  target: '38',
  targetOn: '2026-12-31'
}
export const observed = { value: '11', observedOn: '2026-02-15', source: 'Ministry', sourceUrl: null, corrects: null }
