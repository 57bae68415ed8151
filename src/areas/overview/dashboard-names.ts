import type { BodyName } from '#areas/bodies/public-store.server.ts'
import { localised } from '#platform/i18n/locales.ts'
import type { Translator } from '#platform/i18n/translator.ts'
import type { Edition, ThemeLabel } from './overview-store.server.ts'
import { EVERYWHERE, NO_THEME, NOBODY } from './pair-query.ts'

// What is chosen, as people call it.

/** A mechanism, an edition of the Dialogue by its number, a session of a review as it calls itself. */
export function sessionName(id: string, editions: readonly Edition[], t: Translator): string {
  const held = editions.find((edition) => edition.id === id)
  if (held) return t('overview.edition', { number: held.edition, year: held.heldFrom.slice(0, 4) })
  const key = `overview.from_${id === EVERYWHERE ? 'all' : id.replaceAll('-', '_')}`
  const mechanism = t.dynamic(key)
  return mechanism === key ? id : mechanism
}

/** The name of an addressee, or of nobody; of one that isn’t known, its word. */
export function stateName(
  id: string | null,
  { members, others }: { readonly members: readonly BodyName[]; readonly others: readonly BodyName[] },
  t: Translator
): string {
  if (id === null || id === NOBODY) return t('overview.nobody_leads')
  const body = members.find((member) => member.id === id) ?? others.find((other) => other.id === id)
  return localised(body?.name, t.locale).text || id
}

/** The name of a theme, or of none; of one that isn’t known, its word. */
export function themeName(id: string, themes: readonly ThemeLabel[], t: Translator): string {
  if (id === NO_THEME) return t('overview.no_theme')
  return localised(themes.find((theme) => theme.id === id)?.label, t.locale).text || id
}
