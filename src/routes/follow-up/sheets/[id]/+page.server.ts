import { fail, redirect } from '@sveltejs/kit'
import { sheetAt } from '#areas/bulk/door.server.ts'
import { undoForm } from '#areas/bulk/forms.ts'
import { enterSheet, previewSheet, undoSheet } from '#areas/bulk/sheet-actions.server.ts'
import { factsOfFile } from '#areas/bulk/sheet-store.server.ts'
import { gradeWords, headingOf, shownValue } from '#areas/bulk/sheet-words.server.ts'
import { SHEETS, type SheetChange, type SheetKind } from '#areas/bulk/sheet.ts'
import { scales } from '#areas/follow-up/store.server.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { labelsOf } from '#areas/publication/labels.server.ts'
import { database } from '#platform/db/connect.server.ts'
import type { Locale } from '#platform/i18n/locales.ts'
import { readForm } from '#platform/form/form.ts'
import { cutPage } from '#platform/paging/paging.ts'
import { isRefusal } from '#platform/refusal.ts'
import { readSettings } from '#platform/settings.ts'
import type { Actions, PageServerLoad } from './$types'

const FAULTS_SHOWN = 200
const CHANGES_PER_PAGE = 50

export const load: PageServerLoad = async (event) => {
  const db = database()
  const file = await sheetAt(event)
  const { locale } = event.locals
  const looked = file.askedAt
    ? null
    : await previewSheet(contextOf(event.locals), readSettings().dataFolder, file, locale)
  const plan = looked && !isRefusal(looked) ? looked : null
  const facts = file.askedAt ? await factsOfFile(db, file.id) : []
  const about = [...(plan?.changes ?? []), ...facts].map(({ state }) => state)
  const { addressee } = await labelsOf(db, {
    body: [...about, ...(file.by ? [file.by] : [])],
    theme: [],
    session: [],
    article: []
  })
  const cut = cutPage(plan?.changes ?? [], event.url.searchParams.get('page'), CHANGES_PER_PAGE)
  const grades = gradeWords(await scales(db), locale)
  return {
    file,
    names: addressee ?? {},
    unreadable: looked && isRefusal(looked) ? looked : null,
    plan: plan && {
      count: plan.changes.length,
      untouched: plan.untouched,
      faulty: plan.faults.length,
      faults: plan.faults
        .slice(0, FAULTS_SHOWN)
        .map((fault) => ({ ...fault, column: headingOf(fault.column, locale) })),
      changes: cut.shown.map((change) => shown(change, file.kind as SheetKind, grades, locale))
    },
    page: cut.page,
    pages: cut.pages,
    facts: facts.map(({ reference, state }) => ({ reference, state }))
  }
}

/** A change with the cells that differ, as people read them. */
function shown(change: SheetChange, kind: SheetKind, grades: ReadonlyMap<string, string>, locale: Locale) {
  const { line, reference, state, corrects, from, to } = change
  const cells = SHEETS[kind]
    .filter((column) => (from[column] ?? '') !== (to[column] ?? ''))
    .map((column) => ({
      column: headingOf(column, locale),
      from: shownValue(column, from[column], grades, locale),
      to: shownValue(column, to[column], grades, locale),
      fromLanguage: column === 'text' || column === 'evidence' ? from.language : undefined,
      toLanguage: column === 'text' || column === 'evidence' ? to.language : undefined
    }))
  return { line, reference, state, corrects: corrects !== null, first: Object.keys(from).length === 0, cells }
}

export const actions: Actions = {
  enter: async (event) => {
    const file = await sheetAt(event)
    const context = contextOf(event.locals)
    const entered = await enterSheet(context, readSettings().dataFolder, file.id, event.locals.locale)
    if (isRefusal(entered)) return fail(409, { faults: [entered], given: {} })
    redirect(303, `/follow-up/sheets/${file.id}`)
  },
  undo: async (event) => {
    const file = await sheetAt(event)
    const form = readForm(undoForm, await event.request.formData())
    if (!form.ok) return fail(400, { faults: form.faults, given: form.given })
    const undone = await undoSheet(contextOf(event.locals), file.id, form.values.reason)
    if (isRefusal(undone)) return fail(400, { faults: [undone], given: form.given })
    redirect(303, `/follow-up/sheets/${file.id}`)
  }
}
