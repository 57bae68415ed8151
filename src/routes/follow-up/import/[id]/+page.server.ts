import { fail, redirect } from '@sveltejs/kit'
import { askForm, undoForm } from '#areas/bulk/forms.ts'
import { bulkFileAt } from '#areas/bulk/door.server.ts'
import { askHistory, previewHistory, undoHistory } from '#areas/bulk/history-actions.server.ts'
import { countsOfFile } from '#areas/bulk/history-store.server.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { labelsOf } from '#areas/publication/labels.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import { readSettings } from '#platform/settings.ts'
import { stateNames } from '#areas/bodies/state-names.ts'
import type { Actions, PageServerLoad } from './$types'

const FAULTS_SHOWN = 30
const REFRESH_s = 2

export const load: PageServerLoad = async (event) => {
  openTo(event, 'bulk.receive-history')
  const db = database()
  const file = await bulkFileAt(event.params, ['history'])
  const underWay = file.askedAt !== null && file.endedAt === null
  const watched = event.url.searchParams.get('watch') !== 'no'
  // Asked again by the browser itself, without script, until it is done or somebody says stop.
  if (underWay && watched) event.setHeaders({ refresh: String(REFRESH_s) })
  const looked = file.askedAt ? null : await previewHistory(db, readSettings().dataFolder, file)
  const preview = looked && !isRefusal(looked) ? looked : null
  const counts = preview?.counts ?? (file.entered ? await countsOfFile(db, file.id) : null)
  return {
    file,
    underWay,
    watched,
    preview: preview && {
      rows: preview.rows,
      fresh: preview.fresh.length,
      known: preview.known,
      faulty: preview.faults.length,
      faults: preview.faults.slice(0, FAULTS_SHOWN)
    },
    unreadable: looked && isRefusal(looked) ? looked : null,
    counts,
    names: counts ? await namesOf(counts.states.map(({ state }) => state)) : {}
  }
}

/** Names of States in the record, and of those that are not in it yet. */
async function namesOf(states: readonly string[]) {
  const { addressee } = await labelsOf(database(), { body: states, theme: [], session: [], article: [] })
  return { ...stateNames(states), ...addressee }
}

interface Shown {
  faults: readonly Refusal[]
  given: Given
}
const refused = (faults: readonly Refusal[], given: Given = {}) => fail<Shown>(400, { faults, given })

export const actions: Actions = {
  enter: async (event) => {
    const file = await bulkFileAt(event.params, ['history'])
    const form = readForm(askForm, await event.request.formData())
    if (!form.ok) return refused(form.faults)
    const skipsFaulty = form.values.skip === 'yes'
    openTo(event, 'bulk.ask-history')
    const preview = await previewHistory(database(), readSettings().dataFolder, file)
    if (isRefusal(preview)) return refused([preview])
    // The job would refuse it too, and then the file would have to be brought again.
    if (preview.faults.length && !skipsFaulty) {
      return refused([refuse('bulk.skip_missing', { count: preview.faults.length }, 'skip')])
    }
    const asked = await askHistory(contextOf(event.locals), file.id, { skipsFaulty })
    if (isRefusal(asked)) return refused([asked])
    redirect(303, `/follow-up/import/${file.id}`)
  },
  undo: async (event) => {
    const file = await bulkFileAt(event.params, ['history'])
    const form = readForm(undoForm, await event.request.formData())
    if (!form.ok) return refused(form.faults, form.given)
    const undone = await undoHistory(contextOf(event.locals), file.id, form.values.reason)
    if (isRefusal(undone)) return refused([undone], form.given)
    redirect(303, `/follow-up/import/${file.id}`)
  }
}
