import { error, fail, redirect } from '@sveltejs/kit'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { changeReceiver } from '#areas/webhooks/actions.server.ts'
import { choiceForm, KIND_FIELD } from '#areas/webhooks/forms.ts'
import { outward } from '#areas/webhooks/outward.server.ts'
import { receiverById, type Receiver } from '#areas/webhooks/store.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { idAt } from '#platform/http/address.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

async function receiverOf(id: string): Promise<Receiver> {
  const receiver = await receiverById(database(), idAt(id))
  return receiver && receiver.state !== 'ended' ? receiver : error(404)
}

export const load: PageServerLoad = async (event) => {
  openTo(event, 'webhooks.change')
  const receiver = await receiverOf(event.params.id)
  const { id, name, address, choice, kinds } = receiver
  const given: Given = {
    name,
    address,
    choice: String(choice),
    ...Object.fromEntries(kinds.map((kind) => [KIND_FIELD + kind, 'on']))
  }
  return { id, name, given, reach: (await outward(database())).reach }
}

interface Shown {
  given: Given
  faults: readonly Refusal[]
  /** what somebody else made of it meanwhile */
  stands: Pick<Receiver, 'name' | 'address' | 'kinds'> | null
}

export const actions: Actions = {
  default: async (event) => {
    openTo(event, 'webhooks.change')
    const out = await outward(database())
    const form = readForm(choiceForm(out.reach), await event.request.formData())
    const shown = (given: Given, faults: readonly Refusal[], stands: Shown['stands'] = null): Shown => ({
      given,
      faults,
      stands
    })
    if (!form.ok) return fail(400, shown(form.given, form.faults))
    const id = (await receiverOf(event.params.id)).id
    const changed = await changeReceiver(contextOf(event.locals), out, id, form.values)
    if (!isRefusal(changed)) redirect(303, `/webhooks/${id}?done=changed`)
    if (changed.refused !== 'webhooks.changed_meanwhile') return fail(400, shown(form.given, [changed]))
    const { name, address, kinds, choice } = await receiverOf(event.params.id)
    return fail(409, shown({ ...form.given, choice: String(choice) }, [], { name, address, kinds }))
  }
}
