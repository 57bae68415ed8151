import type { CaseStage } from '#areas/bodies/accreditation-case.ts'
import type { MessageKey } from '#platform/i18n/keys.ts'
import { localised } from '#platform/i18n/locales.ts'
import type { Translator } from '#platform/i18n/translator.ts'
import { daysBetween } from '#platform/clock/day.ts'
import type { DeskListName } from './desk.ts'
import type { Due, DueKind } from './due.ts'
import type { Bundle, Told } from './told.ts'

const DO = {
  reply: 'positions.state',
  report: 'follow-up.do_report',
  'sign-off': 'follow-up.do_sign_off',
  assess: 'follow-up.do_assess',
  accreditation: 'deadlines.kind_accreditation',
  milestone: 'deadlines.do_milestone',
  action: 'deadlines.do_action'
} as const satisfies Record<DueKind, MessageKey>
const SEE_TO = {
  ...DO,
  reply: 'deadlines.see_to_reply',
  report: 'deadlines.see_to_report',
  'sign-off': 'deadlines.see_to_sign_off',
  milestone: 'deadlines.see_to_milestone',
  action: 'deadlines.see_to_action'
} as const satisfies Record<DueKind, MessageKey>

/** What is to be done about a case of accreditation, where it waits for somebody. */
const DO_CASE: Readonly<Partial<Record<CaseStage, MessageKey>>> = {
  received: 'deadlines.do_case_received',
  screening: 'deadlines.do_case_screening',
  'information-asked': 'deadlines.do_case_information_asked',
  appealed: 'deadlines.do_case_appealed'
}

/** What is to be done, as a task: "Report how Indonesia carries it out". The secretariat is asked to see to it. */
export function taskOf(due: Due, t: Translator, asSecretariat: boolean): string {
  const body = due.body ? localised(due.body.name, t.locale).text : t('deadlines.nobody')
  return t((due.stage && DO_CASE[due.stage]) ?? (asSecretariat ? SEE_TO : DO)[due.kind], { body })
}

/** The task of several things that are told as one. */
export function taskOfBundle(bundle: Bundle, t: Translator): string {
  const [{ due, level }] = bundle
  if (bundle.length === 1) return taskOf(due, t, level === 'secretariat')
  return t(due.kind === 'reply' ? 'deadlines.see_to_replies' : 'deadlines.see_to_reports', { count: bundle.length })
}

/** Why it comes to somebody whose it isn't; null where it is theirs. */
export function whyOf({ level, why }: Told, t: Translator): string | null {
  if (why === 'theirs') return null
  return t(`deadlines.why_${why}_${level === 'stand-in' ? 'stand_in' : 'secretariat'}`)
}

/** "in 7 days", "today", "7 days ago". */
export function whenOf(dueOn: string, today: string, t: Translator): string {
  const days = daysBetween(today, dueOn)
  return days < 0 ? t('deadlines.days_ago', { days: -days }) : t('deadlines.in_days', { days })
}

export function kindName(kind: DueKind, t: Translator): string {
  return t.dynamic(`deadlines.kind_${kind.replace('-', '_')}`)
}

export function listName(list: DeskListName, t: Translator): string {
  return t.dynamic(`deadlines.list_${list.replace('-', '_')}`)
}
