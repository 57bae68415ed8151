import { redirect } from '@sveltejs/kit'
import { dueFor } from '#areas/deadlines/desk.server.ts'
import { deskOf } from '#areas/deadlines/due.ts'
import { accountById } from '#areas/people/store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import type { PageServerLoad } from './$types'

const SHOWN = 40

export const load: PageServerLoad = async ({ locals, url }) => {
  const { actor, now } = locals
  if (actor.kind !== 'account') redirect(303, '/sign-in?next=/desk')
  const db = database()
  const [mine, account] = await Promise.all([dueFor(db, actor, now), accountById(db, actor.id)])
  const today = dayOf(now, account?.timeZone)
  const level = new Map(mine.map(({ due, level }) => [due.thing, level]))
  const { next, soon, later } = deskOf(
    mine.map(({ due }) => due),
    today
  )
  const withLevel = (due: (typeof soon)[number]) => ({ due, asSecretariat: level.get(due.thing) === 'secretariat' })
  const overdue = soon.filter(({ dueOn }) => dueOn < today)
  const pages = Math.max(1, Math.ceil(overdue.length / SHOWN))
  const page = Math.min(Math.max(1, Math.trunc(Number(url.searchParams.get('page'))) || 1), pages)
  return {
    today,
    page,
    pages,
    next: next && withLevel(next),
    overdueCount: overdue.length,
    overdue: overdue.slice((page - 1) * SHOWN, page * SHOWN).map(withLevel),
    coming: soon.filter(({ dueOn }) => dueOn >= today).map(withLevel),
    later: later.map(withLevel)
  }
}
