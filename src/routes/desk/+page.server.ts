import { redirect } from '@sveltejs/kit'
import { dueFor } from '#areas/deadlines/desk.server.ts'
import { DESK_LISTS, deskOf, shortly, type DeskList } from '#areas/deadlines/desk.ts'
import { accountById } from '#areas/people/store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import type { PageServerLoad } from './$types'

const ON_A_PAGE = 20

/** The desk; with `?show=` one of its lists, whole and paged. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { actor, now } = locals
  if (actor.kind !== 'account') redirect(303, '/sign-in?next=/desk')
  const db = database()
  const [mine, account] = await Promise.all([dueFor(db, actor, now), accountById(db, actor.id)])
  const today = dayOf(now, account?.timeZone)
  const { next, lists } = deskOf(mine, today)
  const show = DESK_LISTS.find((name) => name === url.searchParams.get('show'))
  return {
    today,
    next,
    lists: show ? [] : lists.map((list) => ({ ...list, bundles: shortly(list, next) })),
    whole: show ? paged(lists.find(({ name }) => name === show) ?? empty(show), url.searchParams.get('page')) : null
  }
}

function empty(name: DeskList['name']): DeskList {
  return { name, bundles: [], count: 0, overdue: 0 }
}

function paged(list: DeskList, asked: string | null) {
  const pages = Math.max(1, Math.ceil(list.bundles.length / ON_A_PAGE))
  const page = Math.min(Math.max(1, Math.trunc(Number(asked)) || 1), pages)
  return { ...list, bundles: list.bundles.slice((page - 1) * ON_A_PAGE, page * ON_A_PAGE), page, pages }
}
