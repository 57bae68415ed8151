import { redirect } from '@sveltejs/kit'
import { meetingPage } from '#areas/floor/page.server.ts'
import { handInText, readableTexts, textForm } from '#areas/floor/texts-actions.server.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { again } from '#platform/form/again.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { meeting, view, rights } = await meetingPage(event)
  const { actor, now } = event.locals
  const texts = await readableTexts(database(), meeting.id, actor, now)
  const asked = event.url.searchParams.get('for')
  return {
    meeting,
    view,
    own: rights.delegations,
    me: rights.delegations.find((id) => id === asked) ?? rights.delegations[0] ?? null,
    // Their words are on a page of their own: this one stays light.
    texts: texts.map(({ id, item, kind, bodyId, released, check }) => ({
      id,
      item,
      kind,
      bodyId,
      released,
      checked: check !== null
    }))
  }
}

export const actions: Actions = {
  default: async (event) => {
    const { meeting } = await meetingPage(event)
    const form = readForm(textForm, await event.request.formData())
    if (!form.ok) return again(form.given, form.faults)
    const handedIn = await handInText(contextOf(event.locals), meeting, form.values)
    if (isRefusal(handedIn)) return again(form.given, [handedIn])
    redirect(303, `/floor/${meeting.id}/texts/${handedIn}`)
  }
}
