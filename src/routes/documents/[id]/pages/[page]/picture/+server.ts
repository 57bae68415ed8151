import { error } from '@sveltejs/kit'
import { readableDocument } from '#areas/documents/door.server.ts'
import { readOriginal } from '#areas/documents/originals.server.ts'
import { pagePictureOf, PICTURE_WIDTHS_px } from '#areas/documents/page-pictures.server.ts'
import { isRefusal } from '#platform/refusal.ts'
import { readSettings } from '#platform/settings.ts'
import type { RequestHandler } from './$types'

/** The picture of a page. An original never changes, so neither does its picture. */
export const GET: RequestHandler = async (event) => {
  const { sha256, mediaType } = await readableDocument(event)
  const { dataFolder } = readSettings()
  const headers = { 'cache-control': 'private, max-age=31536000, immutable' }
  if (mediaType.startsWith('image/')) {
    return new Response(await readOriginal(dataFolder, sha256).then(asBody), {
      headers: { ...headers, 'content-type': mediaType }
    })
  }
  const page = Number(event.params.page)
  const width_px = PICTURE_WIDTHS_px.find((width) => String(width) === event.url.searchParams.get('width'))
  if (mediaType !== 'application/pdf' || !width_px || !Number.isSafeInteger(page)) error(404, 'no such picture')
  const picture = await pagePictureOf(dataFolder, { sha256, page, width_px })
  if (isRefusal(picture)) error(404, 'no such page')
  return new Response(asBody(picture), { headers: { ...headers, 'content-type': 'image/webp' } })
}

function asBody(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}
