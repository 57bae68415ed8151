import { error } from '@sveltejs/kit'
import { hall } from '#areas/publication/hall.server.ts'
import { bibtex } from '#areas/recommendations/citation.ts'
import { citedAs } from '#areas/recommendations/cited.ts'
import { sheetOf } from '#areas/recommendations/public-store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { localised } from '#platform/i18n/locales.ts'

export async function GET({ params, locals, url }) {
  const db = database()
  const sheet = await sheetOf(db, params.reference)
  if (!sheet) error(404, 'no such recommendation')
  const publisher = localised((await hall(db)).name, locals.locale).text
  const address = `${url.origin}/recommendations/${sheet.reference}`
  const cited = citedAs(sheet, translatorOf(locals.locale), publisher, address, dayOf(locals.now))
  return new Response(bibtex(cited), {
    headers: {
      'content-type': 'application/x-bibtex; charset=utf-8',
      'content-disposition': `attachment; filename="${sheet.reference}.bib"`,
      vary: 'accept-language, cookie'
    }
  })
}
