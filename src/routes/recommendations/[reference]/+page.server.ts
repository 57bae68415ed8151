import { error } from '@sveltejs/kit'
import { sheetOf } from '#areas/recommendations/public-store.server.ts'
import { wordingOf } from '#areas/recommendations/wording.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load({ params, locals, url }) {
  const sheet = await sheetOf(database(), params.reference)
  if (!sheet) error(404, 'no such recommendation')
  return {
    sheet,
    wording: wordingOf(sheet.texts),
    address: `${url.origin}/recommendations/${sheet.reference}`,
    today: dayOf(locals.now)
  }
}
