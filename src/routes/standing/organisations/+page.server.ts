import { narrowed } from '#areas/bodies/register.ts'
import { register } from '#areas/bodies/register-store.server.ts'
import { authorise } from '#areas/people/authorisation.ts'
import { POLICY } from '#areas/policies.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { cutPage } from '#platform/paging/paging.ts'
import type { PageServerLoad } from './$types'

const ON_A_PAGE = 30

export const load: PageServerLoad = async ({ url, locals }) => {
  const today = dayOf(locals.now)
  const asked = {
    words: (url.searchParams.get('words') ?? '').trim().slice(0, 200),
    status: url.searchParams.get('status') ?? ''
  }
  const found = narrowed(await register(database(), today), asked)
  const { shown, ...cut } = cutPage(found, url.searchParams.get('page'), ON_A_PAGE)
  return {
    asked,
    ...cut,
    entries: shown,
    mayReadApplications: !authorise(POLICY, 'standing.read-applications', { actor: locals.actor, on: today })
  }
}
