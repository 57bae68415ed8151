import type { Translator } from '#platform/i18n/translator.ts'

/** A length of time in the unit in which people say it: days, months, years. */
export function lengthOf(days: number, t: Translator): string {
  if (days < 92) return t('overview.length_days', { count: days })
  if (days < 731) return t('overview.length_months', { count: Math.floor(days / 30.44) })
  return t('overview.length_years', { count: Math.floor(days / 365.25) })
}
