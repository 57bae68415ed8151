import { fail, redirect } from '@sveltejs/kit'
import { linkRecommendation, unlinkRecommendation } from '#areas/actions/actions.server.ts'
import { linkForm, withdrawForm } from '#areas/actions/forms.ts'
import { actionOf, ownActionOf } from '#areas/actions/page.server.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { sheet } = await ownActionOf(event, 'actions.link')
  return { id: sheet.id, title: sheet.plan.title, recommendations: sheet.recommendations }
}

export const actions: Actions = {
  link: async (event) => {
    const form = readForm(linkForm, await event.request.formData())
    if (!form.ok) return fail(400, { given: form.given, faults: form.faults })
    const { sheet } = await actionOf(event)
    const linked = await linkRecommendation(contextOf(event.locals), sheet.id, form.values.reference)
    if (isRefusal(linked)) return fail(400, { given: form.given, faults: [linked] })
    redirect(303, `/actions/${sheet.id}?done=linked`)
  },
  unlink: async (event) => {
    const form = readForm(withdrawForm, await event.request.formData())
    if (!form.ok) return fail(400, { given: {}, faults: form.faults })
    const { sheet } = await actionOf(event)
    const unlinked = await unlinkRecommendation(contextOf(event.locals), sheet.id, form.values.id)
    if (isRefusal(unlinked)) return fail(400, { given: {}, faults: [unlinked] })
    redirect(303, `/actions/${sheet.id}?done=linked`)
  }
}
