import { error, fail, redirect } from '@sveltejs/kit'
import { endForm, withdrawForm } from '#areas/people/account-forms.ts'
import { endMandate, withdrawMandate } from '#areas/people/actions.server.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { accountById, standingMandate } from '#areas/people/store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

function idOf(asked: string): number {
  const id = Number(asked)
  if (!Number.isSafeInteger(id) || id < 1) error(404)
  return id
}

export const load: PageServerLoad = async (event) => {
  openTo(event, 'people.end-mandate')
  const mandate = await standingMandate(database(), idOf(event.params.mandate))
  if (!mandate) error(404)
  const account = await accountById(database(), mandate.accountId)
  return { mandate, account: account!, today: dayOf(event.locals.now) }
}

export const actions: Actions = {
  end: async (event) => {
    const form = readForm(endForm, await event.request.formData())
    if (!form.ok) return fail(400, { faults: form.faults, given: form.given })
    const ended = await endMandate(contextOf(event.locals), idOf(event.params.mandate), form.values)
    if (isRefusal(ended)) return fail(400, { faults: [ended], given: form.given })
    redirect(303, `/people/${ended.accountId}?done=ended`)
  },
  withdraw: async (event) => {
    const form = readForm(withdrawForm, await event.request.formData())
    if (!form.ok) return fail(400, { faults: form.faults, given: form.given })
    const { reason } = form.values
    const withdrawn = await withdrawMandate(contextOf(event.locals), idOf(event.params.mandate), reason)
    if (isRefusal(withdrawn)) return fail(400, { faults: [withdrawn], given: form.given })
    redirect(303, `/people/${withdrawn.accountId}?done=withdrawn`)
  }
}
