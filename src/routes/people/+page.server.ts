import { fail, redirect } from '@sveltejs/kit'
import { withdrawInvitation } from '#areas/people/actions.server.ts'
import type { Role } from '#areas/people/actor.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { openInvitations } from '#areas/people/invitations.server.ts'
import { ROLES } from '#areas/people/mandate.ts'
import { listAccounts, mandatesOfMany, PEOPLE_ON_A_PAGE } from '#areas/people/store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { pageAsked, pagesOf } from '#platform/paging/paging.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  openTo(event, 'people.read')
  const { url, locals } = event
  const db = database()
  const words = (url.searchParams.get('words') ?? '').trim().slice(0, 100)
  const role = ROLES.find((candidate) => candidate === url.searchParams.get('role')) ?? null
  const page = pageAsked(url.searchParams.get('page'))
  const on = dayOf(locals.now)
  const { people, total } = await listAccounts(db, { words, role: role as Role | null, on, page })
  const mandates = await mandatesOfMany(
    db,
    people.map(({ id }) => id)
  )
  return {
    on,
    words,
    role,
    page,
    pages: pagesOf(total, PEOPLE_ON_A_PAGE),
    total,
    roles: ROLES,
    people: people.map((person) => ({
      id: person.id,
      name: person.name,
      email: person.email,
      mandates: mandates.filter((m) => m.accountId === person.id && (m.until === null || m.until > on))
    })),
    invitations: await openInvitations(db, locals.now),
    done: url.searchParams.get('done')
  }
}

export const actions: Actions = {
  'withdraw-invitation': async (event) => {
    const id = Number((await event.request.formData()).get('id'))
    const done = await withdrawInvitation(contextOf(event.locals), Number.isSafeInteger(id) ? id : 0)
    if (isRefusal(done)) return fail(400, { faults: [done] })
    redirect(303, '/people?done=invitation-withdrawn')
  }
}
