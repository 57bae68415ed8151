import { fail, redirect } from '@sveltejs/kit'
import { sheetsOpenTo, withFormFile, type OpenSheets } from '#areas/bulk/door.server.ts'
import { bulkFiles } from '#areas/bulk/store.server.ts'
import { LARGEST_SHEET_MB } from '#areas/bulk/sheet-file.server.ts'
import { receiveSheet } from '#areas/bulk/sheet-actions.server.ts'
import { addressedStates } from '#areas/bulk/sheet-store.server.ts'
import { voiceKey } from '#areas/bulk/sheet-voice.ts'
import { statesOfInstitutions } from '#areas/follow-up/store.server.ts'
import type { Voice } from '#areas/follow-up/voice.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { labelsOf } from '#areas/publication/labels.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { isRefusal, refuse } from '#platform/refusal.ts'
import { readSettings } from '#platform/settings.ts'
import type { Actions, PageServerLoad } from './$types'

const SHOWN = 30
const POSITIONS = 'positions'

export const load: PageServerLoad = async (event) => {
  const open = sheetsOpenTo(event)
  const db = database()
  const [states, stateOf] = await Promise.all([addressedStates(db), statesOfInstitutions(db)])
  const { addressee } = await labelsOf(db, {
    body: open.voices.map(({ by }) => by),
    theme: [],
    session: [],
    article: []
  })
  const entered = [
    ...(open.positions ? await bulkFiles(db, ['positions'], SHOWN) : []),
    ...(await Promise.all(open.voices.map((voice) => bulkFiles(db, ['progress'], SHOWN, voice)))).flat()
  ]
  return {
    sheets: sheetsOf(open).map(({ key, voice }) => ({
      key,
      track: voice?.track ?? null,
      name: voice ? addressee?.[voice.by] : undefined,
      states: states.filter(({ id }) => !voice || mayBeAbout(voice, id, stateOf))
    })),
    entered: entered.sort((a, b) => b.id - a.id).slice(0, SHOWN),
    largest_MB: LARGEST_SHEET_MB,
    // A sheet was asked for that would have had no row.
    none: states.find(({ id }) => id === event.url.searchParams.get('none'))?.id ?? null
  }
}

function sheetsOf({ voices, positions }: OpenSheets): { key: string; voice: Voice | null }[] {
  const own = voices.map((voice) => ({ key: voiceKey(voice), voice }))
  return positions ? [...own, { key: POSITIONS, voice: null }] : own
}

/** A State speaks of itself, an NHRI of its State; a CSO and the body of every one. */
function mayBeAbout({ track, by }: Voice, state: string, stateOf: ReadonlyMap<string, string>): boolean {
  if (track === 'state') return by === state
  return !stateOf.has(by) || stateOf.get(by) === state
}

export const actions: Actions = {
  default: async (event) => {
    const open = sheetsOpenTo(event)
    const form = await event.request.formData()
    const asked = String(form.get('sheet') ?? '')
    const sheet = sheetsOf(open).find(({ key }) => key === asked)
    if (!sheet) return fail(400, { faults: [refuse('bulk.sheet_choice_missing', undefined, 'sheet')], asked })
    const { locale } = event.locals
    const received = await withFormFile(form, (arrival) =>
      receiveSheet(contextOf(event.locals), readSettings().dataFolder, sheet.voice, { ...arrival, locale })
    )
    if (isRefusal(received)) return fail(400, { faults: [received], asked })
    redirect(303, `/follow-up/sheets/${received.fileId}`)
  }
}
