import { redirect } from '@sveltejs/kit'
import { dueFor } from '#areas/deadlines/desk.server.ts'
import { DESK_LISTS, deskOf, shortly } from '#areas/deadlines/desk.ts'
import { meetingsSince } from '#areas/floor/store.server.ts'
import { accountById } from '#areas/people/store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { cutPage } from '#platform/paging/paging.ts'
import type { PageServerLoad } from './$types'

const ON_A_PAGE = 20
/** A meeting whose floor was silent for longer is over, or hasn't begun. */
const LATELY_ms = 36 * 3_600_000

/** The desk; with `?show=` one of its lists, whole and paged. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { actor, now } = locals
  if (actor.kind !== 'account') redirect(303, '/sign-in?next=/desk')
  const db = database()
  const [mine, account, meetings] = await Promise.all([
    dueFor(db, actor, now),
    accountById(db, actor.id),
    meetingsSince(db, new Date(now.getTime() - LATELY_ms))
  ])
  const today = dayOf(now, account?.timeZone)
  const { next, lists } = deskOf(mine, today)
  const show = DESK_LISTS.find((name) => name === url.searchParams.get('show'))
  if (!show)
    return {
      today,
      next,
      meetings,
      lists: lists.map((list) => ({ ...list, bundles: shortly(list, next) })),
      whole: null
    }
  const { bundles, count } = lists.find(({ name }) => name === show) ?? { bundles: [], count: 0 }
  return {
    today,
    next,
    meetings: [],
    lists: [],
    whole: { name: show, count, ...cutPage(bundles, url.searchParams.get('page'), ON_A_PAGE) }
  }
}
