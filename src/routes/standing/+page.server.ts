import { institutionsOf, stepKinds, stepsOf } from '#areas/bodies/institution-store.server.ts'
import { standingOfMembers } from '#areas/bodies/institution-steps.ts'
import { organisationCounts } from '#areas/bodies/register-store.server.ts'
import { membersOn } from '#areas/bodies/public-store.server.ts'
import { authorise } from '#areas/people/authorisation.ts'
import { POLICY } from '#areas/policies.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { isDay } from '#platform/clock/day.ts'
import { database } from '#platform/db/connect.server.ts'
import { refuse } from '#platform/refusal.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ url, locals }) => {
  const db = database()
  const today = dayOf(locals.now)
  const asked = url.searchParams.get('on')?.trim() ?? ''
  const wrong = asked !== '' && !isDay(asked)
  const day = asked === '' || wrong ? today : asked
  const [members, institutions, steps, kinds, organisations] = await Promise.all([
    membersOn(db, day),
    institutionsOf(db, null),
    stepsOf(db, null),
    stepKinds(db),
    organisationCounts(db, day)
  ])
  return {
    day,
    asked: asked || today,
    faults: wrong ? [refuse('record.on_wrong', { asked: asked.slice(0, 40) }, 'on')] : [],
    names: Object.fromEntries(members.map(({ id, name }) => [id, name])),
    standings: standingOfMembers(
      members.map(({ id }) => id),
      institutions,
      steps,
      day
    ),
    kinds,
    organisations,
    mayReadApplications: !authorise(POLICY, 'standing.read-applications', { actor: locals.actor, on: today })
  }
}
