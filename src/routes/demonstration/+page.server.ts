import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { letAYearPass } from '#areas/demonstration/actions.server.ts'
import { yearPassedOn } from '#areas/demonstration/store.server.ts'
import { demonstrationDoor, signInAsCast } from '#areas/people/demonstration.server.ts'
import { contextOf, nextPage } from '#areas/people/door.server.ts'
import { cast } from '#areas/people/opening.server.ts'
import { openSession } from '#areas/people/session.server.ts'
import { POLICY } from '#areas/policies.ts'
import { authorise } from '#areas/people/authorisation.ts'
import { listBodies } from '#areas/people/store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { formatDay } from '#platform/i18n/format.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

/** In a real hall there is no such page, and nothing to ask it for. */
async function doorOf(event: Pick<RequestEvent, 'getClientAddress' | 'url'>) {
  const door = await demonstrationDoor(event)
  if (door.mode !== 'demonstration') error(404)
  return door
}

export const load: PageServerLoad = async (event) => {
  const { actor, now, locale } = event.locals
  const door = await doorOf(event)
  const open = authorise(POLICY, 'people.sign-in-as-cast', { actor, on: dayOf(now), subject: door }) === null
  const bodies = new Map((await listBodies(database())).map(({ id, name }) => [id, name]))
  const passed = await yearPassedOn(database())
  const next = event.url.searchParams.get('next')
  return {
    open,
    self: actor.kind === 'account' ? actor.id : null,
    signIn: `?/sign-in${next ? `&next=${encodeURIComponent(next)}` : ''}`,
    passed: passed && { ...passed, since: formatDay(passed.since, locale) },
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
  'sign-in': async (event) => {
    const door = await doorOf(event)
    const member = String((await event.request.formData()).get('member') ?? '')
    const signedIn = await signInAsCast(contextOf(event.locals), door, member)
    if (isRefusal(signedIn)) return fail(403, { faults: [signedIn] })
    await openSession(event, signedIn.accountId)
    redirect(303, nextPage(event.url.searchParams.get('next')))
  },
  'let-a-year-pass': async (event) => {
    const passed = await letAYearPass(contextOf(event.locals), await doorOf(event), event.url.origin)
    if (isRefusal(passed)) return fail(409, { faults: [passed] })
    redirect(303, '/demonstration#year')
  }
}
