import { error, fail, redirect } from '@sveltejs/kit'
import { withdrawInstitutionStep } from '#areas/bodies/institution-actions.server.ts'
import { institutionsOf, stepKinds, stepsOf } from '#areas/bodies/institution-store.server.ts'
import { standingOfMembers } from '#areas/bodies/institution-steps.ts'
import { bodyById } from '#areas/bodies/public-store.server.ts'
import { withdrawStepForm } from '#areas/bodies/standing-forms.ts'
import { authorise } from '#areas/people/authorisation.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { POLICY } from '#areas/policies.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ params, locals, url }) => {
  const db = database()
  const state = await bodyById(db, params.state)
  if (state?.kind !== 'state') error(404, 'no such State')
  const today = dayOf(locals.now)
  const [institutions, steps, kinds] = await Promise.all([
    institutionsOf(db, state.id),
    stepsOf(db, state.id),
    stepKinds(db)
  ])
  const may = (permission: string, subject?: unknown) =>
    !authorise(POLICY, permission, { actor: locals.actor, on: today, subject })
  const corrected = new Set(steps.map(({ corrects }) => corrects))
  return {
    state,
    today,
    institutions,
    kinds,
    standing: standingOfMembers([state.id], institutions, steps, today)[0]!,
    steps: steps.map((step) => ({
      ...step,
      stands: !step.withdrawn && !corrected.has(step.id),
      why: steps.find(({ corrects }) => corrects === step.id)?.reason ?? null,
      mayChange:
        !step.withdrawn &&
        !corrected.has(step.id) &&
        may('standing.correct-step', { stateId: state.id, recordedFor: step.recordedFor })
    })),
    mayRecord: may('standing.record-step', { stateId: state.id }),
    mayRecordStatus: may('standing.record-status') && institutions.length > 0,
    done: url.searchParams.get('done')
  }
}

export const actions: Actions = {
  withdraw: async (event) => {
    const form = readForm(withdrawStepForm, await event.request.formData())
    if (!form.ok) return fail(400, { faults: form.faults, given: form.given })
    const withdrawn = await withdrawInstitutionStep(contextOf(event.locals), form.values.step, form.values.reason)
    if (isRefusal(withdrawn)) return fail(400, { faults: [withdrawn], given: form.given })
    redirect(303, '?done=withdrawn')
  }
}
