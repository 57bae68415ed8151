import { error } from '@sveltejs/kit'
import { openTo } from '#areas/people/door.server.ts'
import { accountById, mandateFacts, mandatesOf } from '#areas/people/store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  openTo(event, 'people.read')
  const db = database()
  const account = await accountById(db, event.params.id)
  if (!account) error(404)
  return {
    account,
    mandates: await mandatesOf(db, account.id),
    facts: await mandateFacts(db, account.id),
    on: dayOf(event.locals.now),
    done: event.url.searchParams.get('done')
  }
}
