import { historyOf } from '#areas/actions/history-store.server.ts'
import { actionOf } from '#areas/actions/page.server.ts'
import { actionStatus, standingSteps } from '#areas/actions/status.ts'
import { leaderOn, ownBodies } from '#areas/actions/store.server.ts'
import { authorise } from '#areas/people/authorisation.ts'
import { POLICY } from '#areas/policies.ts'
import { database } from '#platform/db/connect.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ params, locals, url }) => {
  const { sheet, today } = await actionOf({ params, locals })
  const db = database()
  const [leader, own, history] = await Promise.all([
    leaderOn(db, sheet.id, today),
    ownBodies(db, locals.actor, today),
    historyOf(db, sheet.id)
  ])
  return {
    sheet,
    history,
    today,
    status: actionStatus({ ...sheet.plan, steps: sheet.steps }, today),
    steps: standingSteps(sheet.steps, today),
    leaderId: leader?.id ?? null,
    mine: !authorise(POLICY, 'actions.change-plan', { actor: locals.actor, on: today, subject: leader }),
    mayTakePart: own.length > 0,
    done: url.searchParams.get('done')
  }
}
