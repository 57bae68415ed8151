import { fail } from '@sveltejs/kit'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { addReceiver } from '#areas/webhooks/actions.server.ts'
import { choiceForm } from '#areas/webhooks/forms.ts'
import { outward } from '#areas/webhooks/outward.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  openTo(event, 'webhooks.add')
  return { reach: (await outward(database())).reach }
}

const shown = (given: Given, faults: readonly Refusal[]) => ({ given, faults, made: null })

export const actions: Actions = {
  default: async (event) => {
    openTo(event, 'webhooks.add')
    const out = await outward(database())
    const form = readForm(choiceForm(out.reach), await event.request.formData())
    if (!form.ok) return fail(400, shown(form.given, form.faults))
    const made = await addReceiver(contextOf(event.locals), out, form.values)
    if (isRefusal(made)) return fail(400, shown(form.given, [made]))
    // What is shown once is kept by no browser.
    event.setHeaders({ 'cache-control': 'no-store' })
    return { given: form.given, faults: [], made }
  }
}
