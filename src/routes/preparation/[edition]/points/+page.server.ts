import { error } from '@sveltejs/kit'
import { preparationFor } from '#areas/preparation/door.server.ts'
import { OPEN_REASONS, type OpenReason } from '#areas/preparation/open-point.ts'
import { overviewOf } from '#areas/preparation/overview.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import type { PageServerLoad } from './$types'

const PAGE = 40

export const load: PageServerLoad = async (event) => {
  const preparation = await preparationFor(event)
  const today = dayOf(event.locals.now)
  const { open, titles, bodies } = await overviewOf(database(), preparation, today)
  const asked = event.url.searchParams
  const reason = OPEN_REASONS.find((one) => one === asked.get('reason')) ?? null
  const body = asked.get('body') || null
  const found = open.filter(
    (one) => (!reason || one.reason === (reason as OpenReason)) && (!body || one.bodyId === body)
  )
  const pages = Math.max(1, Math.ceil(found.length / PAGE))
  const page = Number(asked.get('page') ?? 1)
  if (!Number.isInteger(page) || page < 1 || page > pages) error(404, 'no such page')
  return {
    edition: preparation.edition,
    today,
    reason,
    body,
    page,
    pages,
    total: found.length,
    any: open.length,
    shown: found.slice((page - 1) * PAGE, page * PAGE),
    titles,
    bodies
  }
}
