import { redirect } from '@sveltejs/kit'
import { waitingFor } from '#areas/follow-up/desk-store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  if (locals.actor.kind === 'visitor') redirect(303, '/sign-in?next=/desk')
  const today = dayOf(locals.now)
  return { today, waiting: await waitingFor(database(), locals.actor, today) }
}
