import { error, redirect } from '@sveltejs/kit'
import { sheetsOpenTo } from '#areas/bulk/door.server.ts'
import { sheetRecords } from '#areas/bulk/sheet-store.server.ts'
import { SHEET_TYPES, writeSheet } from '#areas/bulk/sheet-template.server.ts'
import { voiceKey } from '#areas/bulk/sheet-voice.ts'
import { scales } from '#areas/follow-up/store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'

/** A sheet filled with what stands: ?sheet=state/ID&state=ID&of=dialogue&format=xlsx */
export async function GET(event) {
  const open = sheetsOpenTo(event)
  const asked = event.url.searchParams
  const voice = open.voices.find((one) => voiceKey(one) === asked.get('sheet')) ?? null
  if (!voice && !(open.positions && asked.get('sheet') === 'positions')) error(403, 'shell.refused_role')
  const kind = voice ? 'progress' : 'positions'
  const format = asked.get('format') === 'csv' ? 'csv' : 'xlsx'
  const mechanism = asked.get('of') === 'upr' ? 'upr' : 'dialogue'
  const state = asked.get('state') ?? ''
  const db = database()
  const day = dayOf(event.locals.now)
  const records = await sheetRecords(db, { kind, voice, states: [state], mechanism, day })
  // What goes on elsewhere or was withdrawn is not reported on any more.
  const live = records.filter(({ stage }) => stage !== 'withdrawn' && stage !== 'consolidated')
  if (!live.length) redirect(303, `/follow-up/sheets?none=${encodeURIComponent(state)}`)
  const written = await writeSheet({ kind, records: live, scales: await scales(db) }, format, event.locals.locale)
  const name = [kind, ...(voice ? [voice.by] : []), state, mechanism, day].join('-').toLowerCase()
  return new Response(written as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': SHEET_TYPES[format],
      'content-disposition': `attachment; filename="${name}.${format}"`,
      'cache-control': 'private, no-store'
    }
  })
}
