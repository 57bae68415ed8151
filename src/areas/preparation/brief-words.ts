import { formatDay } from '#platform/i18n/format.ts'
import type { Translator } from '#platform/i18n/translator.ts'
import type { ClosedPoint, OpenPoint } from './carry-over.ts'

type Why = Pick<OpenPoint, 'reason' | 'silent_days' | 'since'>

/** Why a point is open, in words, with the length of a silence. */
export function whyOpen({ reason, silent_days, since }: Why, t: Translator): string {
  if (reason === 'contested') return t('preparation.why_contested', { day: formatDay(since, t.locale) })
  if (reason === 'under-way') return t('preparation.why_under_way', { day: formatDay(since, t.locale) })
  return t(reason === 'silent' ? 'preparation.why_silent' : 'preparation.why_not_taken_up', { days: silent_days ?? 0 })
}

/** Why a point is over, in words, with the day. */
export function whyClosed({ reason, since }: Pick<ClosedPoint, 'reason' | 'since'>, t: Translator): string {
  return t.dynamic(`preparation.closed_${reason.replaceAll('-', '_')}`, { day: formatDay(since, t.locale) })
}
