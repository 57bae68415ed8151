import { error } from '@sveltejs/kit'
import { briefOnScreen } from '#areas/preparation/briefs.server.ts'
import { dayAsked, preparationFor } from '#areas/preparation/door.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const preparation = await preparationFor(event)
  const brief = await briefOnScreen(database(), {
    preparation,
    stateId: event.params.state,
    day: dayAsked(event, preparation),
    locale: event.locals.locale,
    address: event.url.origin
  })
  if (!brief) error(404, 'no such State')
  return {
    edition: preparation.edition,
    stateId: event.params.state,
    from: preparation.afterDay,
    today: dayOf(event.locals.now),
    brief
  }
}
