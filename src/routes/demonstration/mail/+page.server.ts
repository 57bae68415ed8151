import { error } from '@sveltejs/kit'
import { demonstrationDoor } from '#areas/people/demonstration.server.ts'
import { openTo } from '#areas/people/door.server.ts'
import { recentMail } from '#platform/mail/outbox.server.ts'
import { database } from '#platform/db/connect.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const door = await demonstrationDoor(event)
  if (door.mode !== 'demonstration') error(404)
  openTo(event, 'people.read-demonstration-mail', door)
  return { mail: await recentMail(database(), 50) }
}
