import { fail, redirect } from '@sveltejs/kit'
import { changePlan } from '#areas/actions/actions.server.ts'
import { changePlanForm } from '#areas/actions/forms.ts'
import { actionOf, ownActionOf } from '#areas/actions/page.server.ts'
import type { Plan } from '#areas/actions/store.server.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { sheet, today } = await ownActionOf(event, 'actions.change-plan')
  return { id: sheet.id, today, given: givenBy(sheet.plan) }
}

/** A plan as the form's fields hold it. */
function givenBy({ id, ...plan }: Plan): Given {
  return {
    ...Object.fromEntries(Object.entries(plan).map(([name, value]) => [name, value ?? ''])),
    corrects: String(id)
  }
}

interface Shown {
  given: Given
  faults: readonly Refusal[]
  /** what somebody else made of the plan meanwhile */
  stands?: Given
}

export const actions: Actions = {
  default: async (event) => {
    const form = readForm(changePlanForm, await event.request.formData())
    const shown = (given: Given, faults: readonly Refusal[], stands?: Given): Shown => ({
      given,
      faults,
      ...(stands && { stands })
    })
    if (!form.ok) return fail(400, shown(form.given, form.faults))
    const { sheet } = await actionOf(event)
    const changed = await changePlan(contextOf(event.locals), sheet.id, form.values)
    if (!isRefusal(changed)) redirect(303, `/actions/${sheet.id}?done=changed`)
    if (changed.refused !== 'actions.changed_meanwhile') return fail(400, shown(form.given, [changed]))
    const stands = givenBy((await actionOf(event)).sheet.plan)
    return fail(409, shown({ ...form.given, corrects: stands.corrects! }, [], stands))
  }
}
