import { fail } from '@sveltejs/kit'
import { inviteForm } from '#areas/people/account-forms.ts'
import { invite } from '#areas/people/actions.server.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { grantFault } from '#areas/people/mandate.ts'
import { accountByEmail, bodyKind, listBodies } from '#areas/people/store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import { readSettings } from '#platform/settings.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  openTo(event, 'people.invite')
  return { bodies: await listBodies(database()), today: dayOf(event.locals.now) }
}

interface Shown {
  step: 'form' | 'check' | 'done'
  given: Given
  faults: readonly Refusal[]
  link?: string
}

const shown = (step: Shown['step'], given: Given, faults: readonly Refusal[] = [], link?: string): Shown => ({
  step,
  given,
  faults,
  ...(link && { link })
})

export const actions: Actions = {
  check: async (event) => {
    openTo(event, 'people.invite')
    const form = readForm(inviteForm, await event.request.formData())
    if (!form.ok) return fail(400, shown('form', form.given, form.faults))
    const { values, given } = form
    const kind = values.bodyId === null ? undefined : await bodyKind(database(), values.bodyId)
    const fault = (await accountByEmail(database(), values.email))
      ? refuse('people.email_known', undefined, 'email')
      : grantFault(values, kind, [])
    return fault ? fail(400, shown('form', given, [fault])) : shown('check', given)
  },
  change: async (event) => shown('form', readForm(inviteForm, await event.request.formData()).given),
  confirm: async (event) => {
    const form = readForm(inviteForm, await event.request.formData())
    if (!form.ok) return fail(400, shown('form', form.given, form.faults))
    const { name, email, locale, ...grant } = form.values
    const invited = await invite(contextOf(event.locals), readSettings().origin, { name, email, locale, grant })
    if (isRefusal(invited)) return fail(400, shown('form', form.given, [invited]))
    return shown('done', form.given, [], invited.link)
  }
}
