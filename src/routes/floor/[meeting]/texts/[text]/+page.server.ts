import { error, redirect } from '@sveltejs/kit'
import { meetingPage } from '#areas/floor/page.server.ts'
import { checkForm, checkText, readableTexts } from '#areas/floor/texts-actions.server.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { again } from '#platform/form/again.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

/** A text under embargo isn't there for whoever may not read it: not even that it was handed in is told. */
export const load: PageServerLoad = async (event) => {
  const { meeting, view, timeZone } = await meetingPage(event)
  const texts = await readableTexts(database(), meeting.id, event.locals.actor, event.locals.now)
  const text = texts.find(({ id }) => String(id) === event.params.text)
  if (!text) error(404, 'no such text')
  return { view, timeZone, text }
}

export const actions: Actions = {
  default: async (event) => {
    const { meeting } = await meetingPage(event)
    const form = readForm(checkForm, await event.request.formData())
    if (!form.ok) return again(form.given, form.faults)
    const checked = await checkText(contextOf(event.locals), meeting, Number(event.params.text), form.values)
    if (isRefusal(checked)) return again(form.given, [checked])
    redirect(303, event.url.pathname)
  }
}
