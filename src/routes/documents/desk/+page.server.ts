import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail, redirect } from '@sveltejs/kit'
import { z } from 'zod'
import { receiveFile, setAside } from '#areas/documents/actions.server.ts'
import { inOrder, isMoving, stateOf } from '#areas/documents/desk.ts'
import { deskDocuments } from '#areas/documents/desk-store.server.ts'
import { askReading } from '#areas/documents/reading-actions.server.ts'
import { recognisableLanguages } from '#areas/documents/recognise.server.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import { readSettings } from '#platform/settings.ts'
import type { Actions, PageServerLoad } from './$types'

const SHOWN = 200

export const load: PageServerLoad = async (event) => {
  openTo(event, 'documents.read-desk')
  event.depends('documents:desk')
  const found = inOrder(await deskDocuments(database(), SHOWN)).map((document) => ({
    ...document,
    state: stateOf(document)
  }))
  return {
    documents: found,
    moving: found.some(({ state }) => isMoving(state)),
    languages: found.some(({ state }) => state === 'scanned') ? await recognisableLanguages() : [],
    done: event.url.searchParams.get('done')
  }
}

const documentForm = z.object({ document: z.coerce.number().int().positive() })
const recogniseForm = documentForm.extend({ language: z.string().regex(/^[a-z]{2,3}$/, 'documents.language_missing') })

function refused(faults: readonly Refusal[]) {
  return fail(400, { faults })
}

export const actions: Actions = {
  /** The way without script: files of a plain form, in one request. */
  receive: async (event) => {
    openTo(event, 'documents.receive')
    const form = await event.request.formData()
    const files = form.getAll('files').filter((each): each is File => each instanceof File && each.name !== '')
    if (files.length === 0) return refused([refuse('documents.no_file', undefined, 'files')])
    const folder = await mkdtemp(join(tmpdir(), 'balai-form-'))
    const faults: Refusal[] = []
    try {
      for (const [at, file] of files.entries()) {
        const path = join(folder, String(at))
        await writeFile(path, file.stream())
        const arrival = { path, originalName: file.name, way: 'page' as const }
        const received = await receiveFile(contextOf(event.locals), readSettings().dataFolder, arrival)
        if (isRefusal(received)) faults.push({ ...received, field: 'files' })
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
    if (faults.length > 0) return refused(faults)
    redirect(303, '/documents/desk?done=received')
  },
  recognise: async (event) => {
    const form = readForm(recogniseForm, await event.request.formData())
    if (!form.ok) return refused(form.faults)
    const asked = await askReading(contextOf(event.locals), form.values.document, form.values.language)
    if (isRefusal(asked)) return refused([asked])
    redirect(303, '/documents/desk')
  },
  again: async (event) => {
    const form = readForm(documentForm, await event.request.formData())
    if (!form.ok) return refused(form.faults)
    const asked = await askReading(contextOf(event.locals), form.values.document, null)
    if (isRefusal(asked)) return refused([asked])
    redirect(303, '/documents/desk')
  },
  aside: async (event) => {
    const form = readForm(documentForm, await event.request.formData())
    if (!form.ok) return refused(form.faults)
    const aside = await setAside(contextOf(event.locals), form.values.document)
    if (isRefusal(aside)) return refused([aside])
    redirect(303, '/documents/desk?done=aside')
  }
}
