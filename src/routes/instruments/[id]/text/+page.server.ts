import { error, fail } from '@sveltejs/kit'
import { articlesInFile, importText } from '#areas/instruments/actions.server.ts'
import type { ArticleText } from '#areas/instruments/article-texts.ts'
import { instrumentById } from '#areas/instruments/public-store.server.ts'
import { articlesOfForm, LARGEST_TEXT_MB, sourceForm } from '#areas/instruments/text-forms.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  openTo(event, 'instruments.import-text')
  const instrument = await instrumentById(database(), event.params.id)
  if (!instrument) error(404, 'no such instrument')
  return { instrument }
}

interface Shown {
  given: Given
  faults: readonly Refusal[]
  /** found in the file, to be checked */
  articles?: readonly ArticleText[]
  /** how many entered the record */
  saved?: number
}

const shown = (given: Given, faults: readonly Refusal[], more: Partial<Shown> = {}): Shown => ({
  given,
  faults,
  ...more
})

function sourceOnly(given: Given): Given {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !name.startsWith('article-')))
}

export const actions: Actions = {
  check: async (event) => {
    openTo(event, 'instruments.import-text')
    const posted = await event.request.formData()
    const form = readForm(sourceForm, posted)
    const file = posted.get('file')
    const fault = fileFault(file)
    if (!form.ok || fault)
      return fail(400, shown(form.given, [...(fault ? [fault] : []), ...(form.ok ? [] : form.faults)]))
    const { name } = file as File
    const articles = await articlesInFile(new Uint8Array(await (file as File).arrayBuffer()), name)
    return isRefusal(articles)
      ? fail(400, shown(form.given, [{ ...articles, field: 'file' }]))
      : shown(form.given, [], { articles })
  },
  save: async (event) => {
    const posted = await event.request.formData()
    const form = readForm(sourceForm, posted)
    const articles = articlesOfForm(posted)
    const given = sourceOnly(form.given)
    if (!form.ok) return fail(400, shown(given, form.faults, { articles }))
    const { locale, ...source } = form.values
    const saved = await importText(contextOf(event.locals), { instrumentId: event.params.id, locale, source, articles })
    return isRefusal(saved)
      ? fail(400, shown(given, [saved], { articles }))
      : shown(given, [], { saved: saved.articles })
  }
}

function fileFault(file: FormDataEntryValue | null): Refusal | null {
  if (!(file instanceof File) || file.size === 0) return refuse('instruments.fault_no_file', undefined, 'file')
  return file.size > LARGEST_TEXT_MB * 1e6
    ? refuse('instruments.fault_too_large', { size: LARGEST_TEXT_MB }, 'file')
    : null
}
