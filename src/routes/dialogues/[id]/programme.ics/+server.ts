import { error } from '@sveltejs/kit'
import { programmeCalendar } from '#areas/dialogues/programme-calendar.ts'
import { dialogueById } from '#areas/dialogues/public-store.server.ts'
import { programmeOf } from '#areas/dialogues/versions-store.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { localised } from '#platform/i18n/locales.ts'
import { readSettings } from '#platform/settings.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async ({ params, locals }) => {
  const db = database()
  const dialogue = await dialogueById(db, params.id)
  const version = dialogue && (await programmeOf(db, dialogue.id))
  if (!dialogue || !version) error(404, 'no programme')
  const name = localised(dialogue.title, locals.locale).text
  const asked = { dialogueId: dialogue.id, name, origin: readSettings().origin, version }
  return new Response(programmeCalendar(asked, locals.locale), {
    headers: { 'content-type': 'text/calendar; charset=utf-8' }
  })
}
