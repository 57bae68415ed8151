import { redirect } from '@sveltejs/kit'
import { milestoneForm } from '#areas/actions/forms.ts'
import { setMilestone, withdrawMilestone } from '#areas/actions/milestone-actions.server.ts'
import { actionOf, ownActionOf, partOf } from '#areas/actions/page.server.ts'
import type { Milestone } from '#areas/actions/store.server.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { again, merge } from '#platform/form/again.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

// "new" in the address stands for a milestone that is still to be written.

export const load: PageServerLoad = async (event) => {
  const { sheet } = await ownActionOf(event, 'actions.set-milestone')
  const { milestone: asked } = event.params
  const milestone = asked === 'new' ? null : partOf(sheet.milestones, asked)
  return {
    id: sheet.id,
    title: sheet.plan.title,
    milestoneId: milestone?.id ?? null,
    given: milestone ? givenBy(milestone) : { locale: sheet.plan.locale }
  }
}

function givenBy({ fact, title, locale, dueOn }: Milestone): Given {
  return { title, locale, dueOn, corrects: String(fact) }
}

export const actions: Actions = {
  save: async (event) => {
    const form = readForm(milestoneForm, await event.request.formData())
    if (!form.ok) return again(form.given, form.faults)
    const { sheet } = await actionOf(event)
    const { milestone: asked } = event.params
    const milestoneId = asked === 'new' ? null : partOf(sheet.milestones, asked).id
    const set = await setMilestone(contextOf(event.locals), sheet.id, milestoneId, form.values)
    if (!isRefusal(set)) redirect(303, `/actions/${sheet.id}?done=milestone#milestones`)
    if (set.refused !== 'actions.changed_meanwhile') return again(form.given, [set])
    const stands = givenBy(partOf((await actionOf(event)).sheet.milestones, asked))
    return merge(form.given, stands, stands.corrects!)
  },
  withdraw: async (event) => {
    const { sheet } = await actionOf(event)
    const { id } = partOf(sheet.milestones, event.params.milestone)
    const withdrawn = await withdrawMilestone(contextOf(event.locals), sheet.id, id)
    if (isRefusal(withdrawn)) return again({}, [withdrawn])
    redirect(303, `/actions/${sheet.id}?done=withdrawn`)
  }
}
