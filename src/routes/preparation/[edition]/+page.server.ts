import { fail, redirect } from '@sveltejs/kit'
import { membersOn } from '#areas/bodies/public-store.server.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { confirmCarryOver, publish, takeBack } from '#areas/preparation/actions.server.ts'
import { editionOf, mayPrepare, preparationFor } from '#areas/preparation/door.server.ts'
import { takeBackForm } from '#areas/preparation/forms.ts'
import { overviewOf } from '#areas/preparation/overview.server.ts'
import { clustersOf } from '#areas/preparation/clusters.ts'
import { plansOf, stepsOf } from '#areas/preparation/store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const preparation = await preparationFor(event)
  const db = database()
  const today = dayOf(event.locals.now)
  const prepares = mayPrepare(event.locals)
  const [{ open, closed, carryOver, ...overview }, steps, members, plans] = await Promise.all([
    overviewOf(db, preparation, today),
    stepsOf(db, preparation.id),
    membersOn(db, today),
    prepares ? plansOf(db, preparation.id) : []
  ])
  return {
    preparation,
    today,
    ...overview,
    open,
    closed: closed.length,
    carryOver: carryOver && { asOf: carryOver.asOf, points: carryOver.points.length },
    clusters: clustersOf(steps).length,
    states: members.map((member) => ({ ...member, open: open.filter(({ bodyId }) => bodyId === member.id).length })),
    earlierPlans: plans.slice(0, -1),
    mayPrepare: prepares
  }
}

type Event = Parameters<Actions[string]>[0]

async function did(event: Event, act: (edition: number) => Promise<object | Refusal>) {
  const edition = editionOf(event.params)
  const outcome = await act(edition)
  if (isRefusal(outcome)) return fail(400, { faults: [outcome] })
  redirect(303, `/preparation/${edition}`)
}

export const actions: Actions = {
  confirm: (event) => did(event, (edition) => confirmCarryOver(contextOf(event.locals), edition)),
  publish: (event) => did(event, (edition) => publish(contextOf(event.locals), edition)),
  'take-back': async (event) => {
    const form = readForm(takeBackForm, await event.request.formData())
    if (!form.ok) return fail(400, { faults: form.faults })
    return did(event, (edition) => takeBack(contextOf(event.locals), edition, form.values.reason))
  }
}
