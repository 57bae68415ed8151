import { fail, redirect } from '@sveltejs/kit'
import { reachedForm } from '#areas/actions/forms.ts'
import { reachMilestone, withdrawReached } from '#areas/actions/milestone-actions.server.ts'
import { actionOf, ownActionOf, partOf } from '#areas/actions/page.server.ts'
import { standing } from '#areas/actions/status.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { sheet, today } = await ownActionOf(event, 'actions.reach-milestone')
  const milestone = partOf(sheet.milestones, event.params.milestone)
  return { id: sheet.id, today, milestone, reached: standing(milestone.reached).at(-1) ?? null }
}

export const actions: Actions = {
  record: async (event) => {
    const form = readForm(reachedForm, await event.request.formData())
    if (!form.ok) return fail(400, { given: form.given, faults: form.faults })
    const { sheet } = await actionOf(event)
    const { id } = partOf(sheet.milestones, event.params.milestone)
    const reached = await reachMilestone(contextOf(event.locals), sheet.id, id, form.values)
    if (isRefusal(reached)) return fail(400, { given: form.given, faults: [reached] })
    redirect(303, `/actions/${sheet.id}?done=reached#milestones`)
  },
  withdraw: async (event) => {
    const { sheet } = await actionOf(event)
    const { id } = partOf(sheet.milestones, event.params.milestone)
    const withdrawn = await withdrawReached(contextOf(event.locals), sheet.id, id)
    if (isRefusal(withdrawn)) return fail(400, { given: {}, faults: [withdrawn] })
    redirect(303, `/actions/${sheet.id}?done=withdrawn`)
  }
}
