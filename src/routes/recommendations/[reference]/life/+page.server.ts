import { error, fail, redirect } from '@sveltejs/kit'
import { recordStage } from '#areas/follow-up/actions.server.ts'
import { stageForm } from '#areas/follow-up/forms.ts'
import { nextStages, stageOn } from '#areas/follow-up/life.ts'
import { recommendationByReference, stagesOf } from '#areas/follow-up/store.server.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  openTo(event, 'follow-up.record-stage')
  const recommendation = await recommendationByReference(database(), event.params.reference)
  if (!recommendation) error(404, 'no such recommendation')
  const today = dayOf(event.locals.now)
  const stage = stageOn(await stagesOf(database(), recommendation.id), today)
  return { recommendation, today, stage, next: nextStages(stage) }
}

export const actions: Actions = {
  default: async (event) => {
    const form = readForm(stageForm, await event.request.formData())
    if (!form.ok) return fail(400, { given: form.given, faults: form.faults })
    const { reference } = event.params
    const recorded = await recordStage(contextOf(event.locals), { reference, ...form.values })
    if (isRefusal(recorded)) return fail(400, { given: form.given, faults: [recorded] })
    redirect(303, `/recommendations/${reference}#life`)
  }
}
