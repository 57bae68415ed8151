import { error, fail, redirect } from '@sveltejs/kit'
import { grantForm } from '#areas/people/account-forms.ts'
import { grantMandate } from '#areas/people/actions.server.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { grantFault } from '#areas/people/mandate.ts'
import { accountById, bodyKind, listBodies, mandatesOf } from '#areas/people/store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  openTo(event, 'people.grant-mandate')
  const account = await accountById(database(), event.params.id)
  if (!account) error(404)
  return { account, bodies: await listBodies(database()), today: dayOf(event.locals.now) }
}

const shown = (step: 'form' | 'check', given: Given, faults: readonly Refusal[] = []) => ({ step, given, faults })

export const actions: Actions = {
  check: async (event) => {
    openTo(event, 'people.grant-mandate')
    const form = readForm(grantForm, await event.request.formData())
    if (!form.ok) return fail(400, shown('form', form.given, form.faults))
    const { values, given } = form
    const kind = values.bodyId === null ? undefined : await bodyKind(database(), values.bodyId)
    const fault = grantFault(values, kind, await mandatesOf(database(), event.params.id))
    return fault ? fail(400, shown('form', given, [fault])) : shown('check', given)
  },
  change: async (event) => shown('form', readForm(grantForm, await event.request.formData()).given),
  confirm: async (event) => {
    const form = readForm(grantForm, await event.request.formData())
    if (!form.ok) return fail(400, shown('form', form.given, form.faults))
    const granted = await grantMandate(contextOf(event.locals), event.params.id, form.values)
    if (isRefusal(granted)) return fail(400, shown('form', form.given, [granted]))
    redirect(303, `/people/${event.params.id}?done=granted`)
  }
}
