import { error, fail, redirect } from '@sveltejs/kit'
import { stageForm } from '#areas/follow-up/forms.ts'
import { correctStage, withdrawStage } from '#areas/follow-up/life-actions.server.ts'
import { LATER_STAGES } from '#areas/follow-up/life.ts'
import { mendStageForm } from '#areas/follow-up/positions-forms.ts'
import { recommendationByReference, stagesOf, type RecordedStage } from '#areas/follow-up/store.server.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  openTo(event, 'positions.correct-stage')
  const { params, locals } = event
  const recommendation = await recommendationByReference(database(), params.reference)
  const stages = recommendation ? await stagesOf(database(), recommendation.id) : []
  const wrong = stages.find(({ id, withdrawn }) => String(id) === params.stage && !withdrawn)
  if (!recommendation || !wrong) error(404, 'no such stage')
  return { recommendation, today: dayOf(locals.now), stages: LATER_STAGES, wrong: fieldsOf(wrong) }
}

function fieldsOf({ stage, reachedOn, into, reason, source, sourceUrl }: RecordedStage): Given {
  return { stage, reachedOn, into: into ?? '', reason, source, sourceUrl: sourceUrl ?? '' }
}

interface Shown {
  given: Given
  faults: readonly Refusal[]
  /** what somebody else made of the stage meanwhile */
  stands?: Given & { readonly id: string; readonly withdrawn: string }
}

async function shownAfter(
  reference: string,
  given: Given,
  refused: Refusal
): Promise<{ status: number; shown: Shown }> {
  const id = Number(refused.values?.statement)
  if (!id) return { status: 400, shown: { given, faults: [refused] } }
  const recommendation = await recommendationByReference(database(), reference)
  const row = (await stagesOf(database(), recommendation!.id)).find((one) => one.id === id)!
  const stands = { ...fieldsOf(row), id: String(id), withdrawn: row.withdrawn ? 'yes' : '' }
  return { status: 409, shown: { given, faults: [], stands } }
}

export const actions: Actions = {
  correct: async (event) => {
    const data = await event.request.formData()
    const form = readForm(stageForm, data)
    const mend = readForm(mendStageForm, data)
    const given = { ...form.given, ...mend.given }
    if (!form.ok || !mend.ok) {
      const faults = [...(form.ok ? [] : form.faults), ...(mend.ok ? [] : mend.faults)]
      return fail(400, { given, faults } as Shown)
    }
    const { reference, stage } = event.params
    const corrected = await correctStage(contextOf(event.locals), {
      reference,
      ...form.values,
      ...mend.values,
      corrects: Number(stage)
    })
    if (!isRefusal(corrected)) redirect(303, `/recommendations/${reference}/life?done=corrected`)
    const { status, shown } = await shownAfter(reference, given, corrected)
    return fail(status, shown)
  },
  withdraw: async (event) => {
    const form = readForm(mendStageForm, await event.request.formData())
    const { reference, stage } = event.params
    if (!form.ok) return fail(400, { given: form.given, faults: form.faults } as Shown)
    const withdrawn = await withdrawStage(contextOf(event.locals), {
      reference,
      stageId: Number(stage),
      ...form.values
    })
    if (!isRefusal(withdrawn)) redirect(303, `/recommendations/${reference}/life?done=withdrawn`)
    const { status, shown } = await shownAfter(reference, form.given, withdrawn)
    return fail(status, shown)
  }
}
