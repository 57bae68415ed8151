import { error } from '@sveltejs/kit'
import { COME_AGAIN_AFTER_s } from '#areas/preparation/brief-files.server.ts'
import { briefLocale, briefOnPaper } from '#areas/preparation/briefs.server.ts'
import { dayAsked, preparationFor } from '#areas/preparation/door.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { busyAnswer } from '#platform/http/busy.ts'
import { isKnown } from '#platform/http/http.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { RequestHandler } from './$types'

const TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
} as const

/** The brief of a State on two pages, in the language of the request. The same facts give the same bytes. */
export const GET: RequestHandler = async (event) => {
  const { state, format } = event.params
  if (format !== 'pdf' && format !== 'docx') error(404, 'no such format')
  const preparation = await preparationFor(event)
  const day = dayAsked(event, preparation)
  const { locale } = event.locals
  const asked = { preparation, stateId: state, day, locale, address: event.url.origin }
  const files = await briefOnPaper(database(), asked)
  if (!files) error(404, 'no such State')
  if (isRefusal(files)) {
    const t = translatorOf(locale)
    const { pathname, search } = event.url
    return busyAnswer({
      lang: briefLocale(locale),
      title: t('preparation.briefs_busy_title'),
      text: t.dynamic(files.refused),
      links: [
        { href: pathname + search, text: t('preparation.briefs_busy_again') },
        { href: pathname.replace(/\.[a-z]+$/, '') + search, text: t('preparation.briefs_busy_screen') }
      ],
      retryAfter_s: COME_AGAIN_AFTER_s
    })
  }
  const etag = `"${files.hash.slice(0, 32)}-${format}"`
  const headers = { etag, 'cache-control': 'private, no-cache' }
  if (isKnown(event.request, etag)) return new Response(null, { status: 304, headers })
  const name = `country-brief-${preparation.edition}-${state}-${day}-${briefLocale(locale)}.${format}`
  return new Response(new Uint8Array(files[format]), {
    headers: {
      ...headers,
      'content-type': TYPES[format],
      'content-disposition': `${format === 'pdf' ? 'inline' : 'attachment'}; filename="${name}"`
    }
  })
}
