import { error, redirect } from '@sveltejs/kit'
import { recordInstitutionStep } from '#areas/bodies/institution-actions.server.ts'
import { stepKinds, stepsOf, type RecordedStep } from '#areas/bodies/institution-store.server.ts'
import { bodyById } from '#areas/bodies/public-store.server.ts'
import { institutionStepForm } from '#areas/bodies/standing-forms.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { again, merge } from '#platform/form/again.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

async function stepOf(stateId: string, id: number): Promise<RecordedStep | undefined> {
  return (await stepsOf(database(), stateId)).find((step) => step.id === id)
}

export const load: PageServerLoad = async (event) => {
  const db = database()
  const state = await bodyById(db, event.params.state)
  if (state?.kind !== 'state') error(404, 'no such State')
  const corrects = Number(event.url.searchParams.get('corrects')) || 0
  const before = corrects ? await stepOf(state.id, corrects) : undefined
  if (before) openTo(event, 'standing.correct-step', { stateId: state.id, recordedFor: before.recordedFor })
  else openTo(event, 'standing.record-step', { stateId: state.id })
  return {
    state,
    today: dayOf(event.locals.now),
    kinds: await stepKinds(db),
    given: before ? givenBy(before) : ({} as Given)
  }
}

/** A step as the form's fields hold it. */
function givenBy(step: RecordedStep): Given {
  return {
    corrects: String(step.id),
    kind: step.kind,
    reachedOn: step.reachedOn,
    text: step.text,
    locale: step.locale,
    source: step.source,
    sourceUrl: step.sourceUrl ?? ''
  }
}

export const actions: Actions = {
  default: async (event) => {
    const form = readForm(institutionStepForm, await event.request.formData())
    if (!form.ok) return again(form.given, form.faults)
    const stateId = event.params.state
    const recorded = await recordInstitutionStep(contextOf(event.locals), stateId, form.values)
    if (!isRefusal(recorded)) redirect(303, `/standing/${stateId}?done=recorded`)
    const standing = Number(recorded.values?.step) || 0
    const meanwhile =
      recorded.refused === 'standing.step_changed_meanwhile' ? await stepOf(stateId, standing) : undefined
    if (!meanwhile || meanwhile.withdrawn) return again(form.given, [recorded])
    return merge(form.given, givenBy(meanwhile), standing)
  }
}
