import { redirect } from '@sveltejs/kit'
import { dueFor } from '#areas/deadlines/desk.server.ts'
import { deskOf, type Due } from '#areas/deadlines/due.ts'
import { bundles } from '#areas/deadlines/told.ts'
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
  const told = new Map(mine.map((one) => [one.due.thing, one]))
  const { next, soon, later } = deskOf(
    mine.map(({ due }) => due),
    today
  )
  const bundled = (dues: readonly Due[]) => bundles(dues.map(({ thing }) => told.get(thing)!))
  const late = soon.filter(({ dueOn }) => dueOn < today)
  const overdue = bundled(late)
  const pages = Math.max(1, Math.ceil(overdue.length / SHOWN))
  const page = Math.min(Math.max(1, Math.trunc(Number(url.searchParams.get('page'))) || 1), pages)
  return {
    today,
    page,
    pages,
    next: next && told.get(next.thing)!,
    overdueCount: late.length,
    overdue: overdue.slice((page - 1) * SHOWN, page * SHOWN),
    coming: bundled(soon.filter(({ dueOn }) => dueOn >= today)),
    laterCount: later.length,
    later: bundled(later)
  }
}
