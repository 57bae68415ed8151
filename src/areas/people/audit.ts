import { isDay } from '#platform/clock/day.ts'
import { formatDay } from '#platform/i18n/format.ts'
import type { MessageKey } from '#platform/i18n/keys.ts'
import { localised, type Localised } from '#platform/i18n/locales.ts'
import type { Translator, Values } from '#platform/i18n/translator.ts'

/** One audit row as it is shown. */
export interface AuditLine {
  readonly id: number
  readonly at: Date
  readonly actorId: string | null
  readonly actorName: string
  readonly permission: string
  readonly subjectKind: string | null
  readonly subjectId: string | null
  readonly details: Readonly<Record<string, unknown>>
}

/** What is named: things by their kind and identifier, and the words of what is counted on a scale of the record. */
export const NAMED_KINDS = [
  'account',
  'action',
  'application',
  'body',
  'document',
  'grade',
  'institution-step',
  'practice',
  'recommendation'
] as const
export type NamedKind = (typeof NAMED_KINDS)[number]

/** The names of what audit rows are about, by "kind id"; what is not there is shown by its identifier. */
export type AuditNames = Readonly<Record<string, Localised>>

/** Which names a row needs. */
export function namesAskedBy({ actorId, subjectKind, subjectId, details }: AuditLine): [NamedKind, string][] {
  const asked: [NamedKind, string][] = []
  const ask = (kind: NamedKind, id: unknown) => typeof id === 'string' && id !== '' && asked.push([kind, id])
  ask('account', actorId)
  if ((NAMED_KINDS as readonly unknown[]).includes(subjectKind)) ask(subjectKind as NamedKind, subjectId)
  for (const name of ['by', 'about', 'body']) ask('body', details[name])
  ask('account', details.by)
  for (const name of ['reference', 'into']) ask('recommendation', details[name])
  ask('grade', details.grade)
  ask('institution-step', details.step)
  return asked
}

/** A part of a sentence: words, which may lead to a page, in their own language where it is another. */
export interface AuditPiece {
  readonly text: string
  readonly href?: string
  readonly lang?: string
}

const FALLBACK: MessageKey = 'people.audit_other'
/** How many references are listed before the rest is counted. */
const REFERENCES_SHOWN = 5

/**
 * An audit row as a sentence. The area of a permission says it in its own messages: 'documents.receive' is read by
 * 'documents.audit_receive', with the actor, the subject and the row's details as values. A permission without a
 * sentence is shown as it is written. Bodies, recommendations and what else has a name are called by it, and lead to
 * their pages.
 */
export function auditSentence(line: AuditLine, t: Translator, names: AuditNames): AuditPiece[] {
  const [area, verb = ''] = line.permission.split('.')
  const key = `${area}.audit_${verb.replaceAll('-', '_')}`
  const places: (readonly AuditPiece[])[] = []
  const values = valuesOf(line, t, names, (pieces) => `${OPENS}${places.push(pieces) - 1}${CLOSES}`)
  const sentence = said(t, key, values) ?? t(FALLBACK, values)
  return sentence.split(PLACE).flatMap((part, i) => (i % 2 ? places[Number(part)]! : part ? [{ text: part }] : []))
}

// While a sentence is put together, what leads to a page is held by signs of the private use area, which no text has.
const OPENS = '\uE000'
const CLOSES = '\uE001'
const PLACE = /\uE000(\d+)\uE001/
const plain = (text: string) => text.replace(/[\uE000\uE001]/g, '')

type Place = (pieces: readonly AuditPiece[]) => string

function valuesOf(line: AuditLine, t: Translator, names: AuditNames, place: Place): Values {
  const [area = ''] = line.permission.split('.')
  const values: Record<string, string | number> = { permission: line.permission }
  const page = pageOf(line)
  const linked = (kind: NamedKind, id: string) => place(called(kind, id, t, names))
  for (const [name, value] of Object.entries(line.details)) {
    if (name === 'references' && Array.isArray(value)) {
      const shown = value.slice(0, REFERENCES_SHOWN).map((one) => place(reference(String(one))))
      const more = value.length - shown.length
      values[name] = shown.join(', ') + (more > 0 ? ` ${t('people.audit_and_more', { count: more })}` : '')
    } else if (Array.isArray(value)) values[name] = plain(value.join(', '))
    else if (typeof value === 'number' && !(name === 'edition' && page)) values[name] = value
    else if (typeof value === 'number') values[name] = place([{ text: String(value), href: page! }])
    else if (typeof value === 'string') values[name] = worded(name, plain(value))
  }
  values.actor = line.actorId === null ? plain(line.actorName) : place(person(line.actorId, line.actorName, names))
  values.subject =
    line.subjectId !== null && (NAMED_KINDS as readonly unknown[]).includes(line.subjectKind)
      ? linked(line.subjectKind as NamedKind, line.subjectId)
      : [line.subjectKind, line.subjectId].filter(Boolean).join(' ')
  return values

  function worded(name: string, value: string): string {
    if (name === 'by' && !names[`body ${value}`] && names[`account ${value}`]) return place(person(value, value, names))
    if (name === 'by' || name === 'about' || name === 'body') return linked('body', value)
    if (name === 'reference' || name === 'into') return linked('recommendation', value)
    if (name === 'first' || name === 'last') return place(reference(value))
    if (name === 'name' && line.subjectKind === 'account') return place(person(line.subjectId!, value, names))
    if ((name === 'name' || name === 'title') && page) return place([{ text: value, href: page }])
    if (name === 'role') return t.dynamic(`people.role_${value.replace('-', '_')}`)
    if (isDay(value)) return formatDay(value, t.locale)
    const recorded =
      name === 'grade' ? `grade ${value}` : name === 'step' && area === 'standing' ? `institution-step ${value}` : ''
    if (names[recorded]) return localised(names[recorded], t.locale).text
    const key = wordKey(area, name, value)
    const word = key === null ? value : t.dynamic(key)
    return word === key ? value : word
  }
}

function reference(text: string): AuditPiece[] {
  return [{ text: plain(text), href: `/recommendations/${encodeURIComponent(text)}` }]
}

/** Where the word for a code is, if it has one. */
function wordKey(area: string, name: string, value: string): string | null {
  const code = value.replaceAll('-', '_')
  if (name === 'stage') return `follow-up.stage_${code}`
  if (name === 'position') return `shell.position_${code}`
  if (name === 'part') return `actions.body_part_${code}`
  return name === 'step' ? `${area}.step_${code}` : null
}

function person(id: string, name: string, names: AuditNames): AuditPiece[] {
  const known = names[`account ${id}`]
  return known
    ? [{ text: name === id ? (known.en ?? name) : plain(name), href: `/people/${encodeURIComponent(id)}` }]
    : [{ text: plain(name) }]
}

function called(kind: NamedKind, id: string, t: Translator, names: AuditNames): AuditPiece[] {
  const name = names[`${kind} ${id}`]
  const code = encodeURIComponent(id)
  if (!name) return [{ text: kind === 'body' || kind === 'recommendation' ? plain(id) : `${kind} ${plain(id)}` }]
  const { text, lang } = localised(name, t.locale)
  const foreign = lang === t.locale ? {} : { lang }
  switch (kind) {
    case 'body':
      return [{ text, href: `/bodies/${code}`, ...foreign }]
    case 'recommendation':
    case 'application': {
      const href = kind === 'application' ? `/standing/applications/${code}` : `/recommendations/${code}`
      return [{ text: id, href }, ...(text ? [{ text: ' “' }, { text, ...foreign }, { text: '”' }] : [])]
    }
    case 'action':
    case 'practice':
    case 'document':
      return [{ text: '“' }, { text, href: `/${kind}s/${code}`, ...foreign }, { text: '”' }]
    default:
      return [{ text }]
  }
}

/** The page of a subject that its sentence calls by a name or a number of its own. */
function pageOf({ subjectKind, subjectId, permission }: AuditLine): string | null {
  if (subjectId === null) return null
  const id = encodeURIComponent(subjectId)
  if (subjectKind === 'file') return `/follow-up/${permission.endsWith('-history') ? 'import' : 'sheets'}/${id}`
  if (subjectKind === 'preparation') return `/preparation/${id}`
  if (subjectKind === 'instrument') return `/instruments/${id}`
  const plural = ['document', 'practice', 'webhook'].includes(subjectKind ?? '')
  return plural ? `/${subjectKind}s/${id}` : null
}

/** The sentence, or null when there is none, or when it needs a value that the row hasn't got. */
function said(t: Translator, key: string, values: Values): string | null {
  try {
    const sentence = t.dynamic(key, values)
    return sentence === key ? null : sentence
  } catch {
    return null
  }
}
