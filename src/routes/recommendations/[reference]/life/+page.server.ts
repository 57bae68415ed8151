import { error, fail, redirect } from '@sveltejs/kit'
import { recordStage } from '#areas/follow-up/life-actions.server.ts'
import { stageForm } from '#areas/follow-up/forms.ts'
import { nextStages, stageOn } from '#areas/follow-up/life.ts'
import { duplicatesOf } from '#areas/follow-up/duplicates.server.ts'
import { recommendationByReference, stagesOf } from '#areas/follow-up/store.server.ts'
import { authorise } from '#areas/people/authorisation.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { POLICY } from '#areas/policies.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

const DUPLICATES_A_PAGE = 20

export const load: PageServerLoad = async ({ params, locals, url }) => {
  const db = database()
  const recommendation = await recommendationByReference(db, params.reference)
  if (!recommendation) error(404, 'no such recommendation')
  const today = dayOf(locals.now)
  const asked = Number(url.searchParams.get('page'))
  const page = Number.isSafeInteger(asked) && asked > 0 ? asked : 1
  const [stages, { duplicates, total }] = await Promise.all([
    stagesOf(db, recommendation.id),
    duplicatesOf(db, recommendation.id, DUPLICATES_A_PAGE, (page - 1) * DUPLICATES_A_PAGE)
  ])
  const stage = stageOn(stages, today)
  return {
    recommendation,
    today,
    stage,
    // Who wrote it down is nobody's business but the hall's.
    stages: stages.map(({ recordedBy: _, ...row }) => row),
    duplicates,
    total,
    page,
    pages: Math.ceil(total / DUPLICATES_A_PAGE),
    next: nextStages(stage),
    mayRecord: !authorise(POLICY, 'follow-up.record-stage', { actor: locals.actor, on: today }),
    mayMend: !authorise(POLICY, 'positions.correct-stage', { actor: locals.actor, on: today }),
    done: url.searchParams.get('done')
  }
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
