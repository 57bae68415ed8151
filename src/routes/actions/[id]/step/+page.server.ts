import { fail, redirect } from '@sveltejs/kit'
import { recordStep, withdrawStep } from '#areas/actions/actions.server.ts'
import { stepForm, withdrawForm } from '#areas/actions/forms.ts'
import { actionOf, ownActionOf } from '#areas/actions/page.server.ts'
import { nextSteps } from '#areas/actions/plan.ts'
import { standingSteps } from '#areas/actions/status.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { sheet, today } = await ownActionOf(event, 'actions.record-step')
  return {
    id: sheet.id,
    title: sheet.plan.title,
    locale: sheet.plan.locale,
    today,
    steps: standingSteps(sheet.steps, today),
    next: nextSteps(sheet.steps, today)
  }
}

export const actions: Actions = {
  record: async (event) => {
    const form = readForm(stepForm, await event.request.formData())
    if (!form.ok) return fail(400, { given: form.given, faults: form.faults })
    const { sheet } = await actionOf(event)
    const recorded = await recordStep(contextOf(event.locals), sheet.id, form.values)
    if (isRefusal(recorded)) return fail(400, { given: form.given, faults: [recorded] })
    redirect(303, `/actions/${sheet.id}?done=step`)
  },
  withdraw: async (event) => {
    const form = readForm(withdrawForm, await event.request.formData())
    if (!form.ok) return fail(400, { given: {}, faults: form.faults })
    const { sheet } = await actionOf(event)
    const withdrawn = await withdrawStep(contextOf(event.locals), sheet.id, form.values.id)
    if (isRefusal(withdrawn)) return fail(400, { given: {}, faults: [withdrawn] })
    redirect(303, `/actions/${sheet.id}?done=withdrawn`)
  }
}
