import { fail, redirect } from '@sveltejs/kit'
import { publish } from '#areas/documents/actions.server.ts'
import { dialogueChoices } from '#areas/documents/choices.server.ts'
import { describeForm, enterForm } from '#areas/documents/describe-form.ts'
import { deskDocument } from '#areas/documents/desk-store.server.ts'
import { documentAt } from '#areas/documents/door.server.ts'
import { enterRecord } from '#areas/documents/entry-actions.server.ts'
import { latestDescription } from '#areas/documents/entry-store.server.ts'
import { latestOccasion, latestReading, loadReview } from '#areas/documents/review-store.server.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  openTo(event, 'documents.enter')
  const { id } = await documentAt(event)
  const db = database()
  const [desk, reading, description, occasion] = await Promise.all([
    deskDocument(db, id),
    latestReading(db, id),
    latestDescription(db, id),
    latestOccasion(db, id)
  ])
  const items = reading ? (await loadReview(db, reading.id)).items : []
  const guess = reading?.guess ?? {}
  const given: Given = {
    title: description?.title ?? desk?.title ?? '',
    kind: description?.kind ?? guess.kind ?? 'other',
    language: description?.language ?? reading?.language ?? '',
    publishedOn: description?.publishedOn ?? guess.publishedOn ?? '',
    publisher: description?.publisher ?? guess.publisher ?? '',
    url: description?.url ?? '',
    mechanism: occasion?.mechanism ?? guess.mechanism ?? '',
    dialogue: occasion?.dialogueId ?? '',
    session: occasion?.session ?? guess.session ?? '',
    madeOn: occasion?.madeOn ?? guess.madeOn ?? ''
  }
  return {
    document: { id, title: desk?.title ?? '' },
    language: reading?.language ?? null,
    accepted: items
      .filter(({ standing }) => standing === 'accepted')
      .map(({ id: item, text, passages }) => ({ id: item, text, paragraph: passages[0]?.paragraph ?? null })),
    waiting: items.filter(({ standing }) => standing === 'waiting').length,
    given,
    dialogues: await dialogueChoices(db, event.locals.locale),
    today: dayOf(event.locals.now),
    entered: event.url.searchParams.get('entered')
  }
}

function refused(given: Given, faults: readonly Refusal[]) {
  return fail(400, { given, faults })
}

export const actions: Actions = {
  enter: async (event) => {
    const { id } = await documentAt(event)
    const form = readForm(enterForm, await event.request.formData())
    if (!form.ok) return refused(form.given, form.faults)
    const { mechanism, dialogue, session, madeOn, ...description } = form.values
    const occasion = { mechanism, dialogueId: mechanism === 'dialogue' ? dialogue : null, session, madeOn }
    const entered = await enterRecord(contextOf(event.locals), id, description, occasion)
    if (isRefusal(entered)) return refused(form.given, [entered])
    redirect(303, `/documents/${id}/enter?entered=${entered.references.length}`)
  },
  publish: async (event) => {
    const { id } = await documentAt(event)
    const form = readForm(describeForm, await event.request.formData())
    if (!form.ok) return refused(form.given, form.faults)
    const published = await publish(contextOf(event.locals), id, form.values)
    if (isRefusal(published)) return refused(form.given, [published])
    redirect(303, `/documents/${id}`)
  }
}
