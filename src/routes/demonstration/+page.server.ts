import { error, fail, redirect } from '@sveltejs/kit'
import { demonstrationDoor, signInAsCast } from '#areas/people/demonstration.server.ts'
import { contextOf, nextPage } from '#areas/people/door.server.ts'
import { cast } from '#areas/people/opening.server.ts'
import { openSession } from '#areas/people/session.server.ts'
import { POLICY } from '#areas/policies.ts'
import { authorise } from '#areas/people/authorisation.ts'
import { listBodies } from '#areas/people/store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { actor, now } = event.locals
  const door = await demonstrationDoor(event)
  if (door.mode !== 'demonstration') error(404)
  const open = authorise(POLICY, 'people.sign-in-as-cast', { actor, on: dayOf(now), subject: door }) === null
  const bodies = new Map((await listBodies(database())).map(({ id, name }) => [id, name]))
  return {
    open,
    self: actor.kind === 'account' ? actor.id : null,
    cast: cast().map(({ id, name, role, duty, bodyId, about }) => ({
      id,
      name,
      role,
      duty,
      about,
      bodyName: (bodyId && bodies.get(bodyId)) || null
    }))
  }
}

export const actions: Actions = {
  default: async (event) => {
    const member = String((await event.request.formData()).get('member') ?? '')
    const signedIn = await signInAsCast(contextOf(event.locals), await demonstrationDoor(event), member)
    if (isRefusal(signedIn)) return fail(403, { faults: [signedIn] })
    await openSession(event, signedIn.accountId)
    redirect(303, nextPage(event.url.searchParams.get('next')))
  }
}
