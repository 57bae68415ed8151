import type { Kysely } from 'kysely'
import { statesOfTheWorld } from '#areas/bodies/states-of-the-world.ts'
import type { Database } from '#platform/db/schema.ts'
import { localised, type Locale } from '#platform/i18n/locales.ts'

/** What can be chosen by name: the id it has in the record, and its name in the reader's language. */
export interface Choice {
  readonly id: string
  readonly label: string
}

/** Bodies of the record, and the States of the world that are not in it yet, by name. */
export async function bodyChoices(db: Kysely<Database>, locale: Locale): Promise<Choice[]> {
  const bodies = await db.selectFrom('body').select(['id', 'name']).execute()
  const known = new Set(bodies.map(({ id }) => id))
  return [
    ...bodies.map(({ id, name }) => ({ id, label: localised(name, locale).text })),
    ...statesOfTheWorld.filter(({ code }) => !known.has(code)).map(({ code, name }) => ({ id: code, label: name }))
  ].sort((a, b) => a.label.localeCompare(b.label, locale))
}

export async function themeChoices(db: Kysely<Database>, locale: Locale): Promise<Choice[]> {
  const themes = await db.selectFrom('theme').select(['id', 'label']).execute()
  return themes
    .map(({ id, label }) => ({ id, label: localised(label, locale).text }))
    .sort((a, b) => a.label.localeCompare(b.label, locale))
}

export async function dialogueChoices(db: Kysely<Database>, locale: Locale): Promise<Choice[]> {
  const dialogues = await db.selectFrom('dialogue').select(['id', 'title']).orderBy('edition', 'desc').execute()
  return dialogues.map(({ id, title }) => ({ id, label: localised(title, locale).text }))
}
