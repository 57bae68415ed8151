import { fail, redirect } from '@sveltejs/kit'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { arrange, undoStep, type Arranging } from '#areas/preparation/actions.server.ts'
import { lastUndoable } from '#areas/preparation/clusters.ts'
import { editionOf, preparationFor } from '#areas/preparation/door.server.ts'
import { mergeForm, moveForm, orderForm, renameForm, undoForm } from '#areas/preparation/forms.ts'
import { programmeOf } from '#areas/preparation/overview.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  openTo(event, 'preparation.arrange')
  const preparation = await preparationFor(event)
  const { steps, ...programme } = await programmeOf(database(), preparation)
  const last = lastUndoable(steps)
  return {
    edition: preparation.edition,
    ...programme,
    last: last && { id: last.id, kind: last.step.kind, recordedAt: last.recordedAt }
  }
}

type Event = Parameters<Actions[string]>[0]

interface Shown {
  given: Given
  faults: readonly Refusal[]
}
const shown = (given: Given, faults: readonly Refusal[]): Shown => ({ given, faults })

async function step(event: Event, given: Given, arranging: Arranging) {
  const edition = editionOf(event.params)
  const taken = await arrange(contextOf(event.locals), edition, arranging)
  if (!isRefusal(taken)) redirect(303, `/preparation/${edition}/clusters/arrange#${arranging.cluster}`)
  // The name that somebody gave meanwhile was seen now: saving again takes its place.
  const renamed = taken.refused === 'preparation.renamed_meanwhile'
  return fail(400, shown(renamed ? { ...given, was: String(taken.values?.title) } : given, [taken]))
}

export const actions: Actions = {
  rename: async (event) => {
    const form = readForm(renameForm, await event.request.formData())
    if (!form.ok) return fail(400, shown(form.given, form.faults))
    return step(event, form.given, { kind: 'rename', ...form.values })
  },
  merge: async (event) => {
    const form = readForm(mergeForm, await event.request.formData())
    if (!form.ok) return fail(400, shown(form.given, form.faults))
    return step(event, form.given, { kind: 'merge', ...form.values })
  },
  move: async (event) => {
    const data = await event.request.formData()
    const points = data.getAll('points').map(String)
    const form = readForm(moveForm, data)
    if (!form.ok) return fail(400, shown(form.given, form.faults))
    const { newTitle: title, ...move } = form.values
    return step(event, form.given, { kind: 'move', ...move, title, points })
  },
  order: async (event) => {
    const form = readForm(orderForm, await event.request.formData())
    if (!form.ok) return fail(400, shown(form.given, form.faults))
    return step(event, form.given, { kind: 'order', ...form.values })
  },
  undo: async (event) => {
    const form = readForm(undoForm, await event.request.formData())
    if (!form.ok) return fail(400, shown(form.given, form.faults))
    const edition = editionOf(event.params)
    const undone = await undoStep(contextOf(event.locals), edition, form.values.step)
    if (isRefusal(undone)) return fail(400, shown({}, [undone]))
    redirect(303, `/preparation/${edition}/clusters/arrange`)
  }
}
