import type { Sourced } from '#areas/bodies/public-store.server.ts'
import { isOnlyClaimed, type Entry } from '#areas/follow-up/tracks.ts'
import { formatDay, formatDays, formatNumber } from '#platform/i18n/format.ts'
import { localised, type Localised } from '#platform/i18n/locales.ts'
import type { Translator } from '#platform/i18n/translator.ts'
import type { Brief, BriefLine, BriefSection, OpenRow, Room, Told, VoiceSaid } from './brief-content.ts'
import { whyOpen } from './brief-words.ts'
import { actionOn, type BriefAction, type BriefFacts } from './brief-facts.ts'
import { compareNames, type OpenPoint } from './carry-over.ts'
import { shortened } from './excerpt.ts'
import { positionOn, tracksOn } from './open-point.ts'
import type { Point, ToldEntry } from './store.server.ts'

// What a brief says, from the facts. Every line names the numbers of its sources; a source that no line names isn't
// there.

type Cite = (key: string, text: string, url?: string | null) => number

export function briefOf(facts: BriefFacts, t: Translator, room: Room): Brief {
  const sources: { number: number; text: string; url: string | null }[] = []
  const numbers = new Map<string, number>()
  const cite: Cite = (key, text, url = null) => {
    const known = numbers.get(key)
    if (known !== undefined) return known
    const number = sources.length + 1
    numbers.set(key, number)
    sources.push({ number, text, url })
    return number
  }
  const told = (text: Localised) => localised(text, t.locale)
  const day = formatDay(facts.day, t.locale)
  const page = `${facts.address}/preparation/${facts.edition}/briefs/${facts.state.id}?on=${facts.day}&lang=${t.locale}`
  const record = () =>
    cite('record', t('preparation.source_record', { hall: told(facts.hall).text, day }), facts.address)
  const own = (text: string, refs: readonly number[], late = false): BriefLine => ({ text, lang: t.locale, refs, late })
  const more = (count: number) => (count > 0 ? t('preparation.more', { count, address: page }) : null)
  const scope = { facts, t, cite, told, own, room }

  const lead = leadOf(scope)
  const goingOn = facts.actions.map((action) => ({ action, ...actionOn(action, facts.day) }))
  const overdue = goingOn.filter(({ overdue_days }) => overdue_days > 0).length
  const count = (reason: string) => facts.open.filter((point) => point.reason === reason).length
  const done = doneSince(facts)
  const figure = (value: number, label: string, late = false) => ({ value: formatNumber(value, t.locale), label, late })
  const figures = [
    figure(facts.open.length, t('preparation.figure_open', { count: facts.open.length })),
    figure(count('contested'), t('preparation.figure_contested', { count: count('contested') })),
    figure(count('not-taken-up'), t('preparation.figure_not_taken_up', { count: count('not-taken-up') })),
    figure(count('silent'), t('preparation.figure_silent', { count: count('silent') })),
    figure(done.length, t('preparation.figure_done', { count: done.length })),
    figure(overdue, t('preparation.figure_overdue', { count: overdue }), overdue > 0)
  ]
  const figuresRefs = [record()]
  const rows = byUrgency(facts.open)
    .slice(0, room.open)
    .map((point) => openRow(scope, point))
  const sections = [sinceOf(scope, done), actionsOf(scope), institutionOf(scope, record), practicesOf(scope)].flatMap(
    ({ id, heading, lines, nothing }): BriefSection[] => {
      if (lines.length === 0 && nothing === null) return []
      const shown = lines.slice(0, room.lines).map((line) => line())
      return [
        {
          id,
          heading,
          lines: shown.length ? shown : [own(nothing ?? '', [record()])],
          more: more(lines.length - shown.length)
        }
      ]
    }
  )
  return {
    locale: t.locale,
    day: facts.day,
    title: t('preparation.brief_title', { state: told(facts.state.name).text, edition: facts.edition }),
    eyebrow: t('preparation.brief_eyebrow', { edition: facts.edition }),
    state: told(facts.state.name),
    lead,
    figures,
    figuresRefs,
    open: {
      heading: t('preparation.brief_open'),
      head: [
        t('preparation.brief_point'),
        t('preparation.brief_state'),
        t('preparation.brief_stakeholders'),
        t('preparation.brief_body')
      ],
      rows,
      nothing: t('preparation.brief_nothing_said'),
      empty: facts.open.length ? null : own(t('preparation.brief_nothing_open'), [record()]),
      more: more(facts.open.length - rows.length)
    },
    sections,
    review: reviewOf(scope),
    sourcesHeading: t('preparation.brief_sources'),
    sources,
    foot: [facts.invented && t('people.year_brief'), t('preparation.brief_foot', { address: page, day })]
      .filter(Boolean)
      .join(' ')
  }
}

interface Scope {
  readonly facts: BriefFacts
  readonly t: Translator
  readonly cite: Cite
  readonly told: (text: Localised) => Told
  readonly own: (text: string, refs: readonly number[], late?: boolean) => BriefLine
  readonly room: Room
}

function leadOf({ facts, t, cite, told, own }: Scope): BriefLine[] {
  const lines: BriefLine[] = []
  const { plan, carryOver } = facts
  if (plan?.heldFrom) {
    const when = formatDays(plan.heldFrom, plan.heldUntil ?? plan.heldFrom, t.locale)
    const text = plan.place
      ? t('preparation.brief_planned', { days: when, place: plan.place })
      : t('preparation.brief_planned_days', { days: when })
    lines.push(own(text, [cite('plan', plan.source, plan.sourceUrl)]))
  }
  if (carryOver) {
    const day = formatDay(carryOver.asOf, t.locale)
    const address = `${facts.address}/preparation/${facts.edition}/points`
    const source = cite('carry-over', t('preparation.source_carry_over', { edition: facts.edition, day }), address)
    const count = carryOver.points.filter(({ bodyId }) => bodyId === facts.state.id).length
    lines.push(own(t('preparation.brief_carried', { count, day, state: told(facts.state.name).text }), [source]))
  }
  return lines
}

/** What the voices differ on first, then the longest silence, then the rest; equals by their references. */
function byUrgency<P extends OpenPoint>(points: readonly P[]): P[] {
  const rank: Record<OpenPoint['reason'], number> = { contested: 0, silent: 1, 'not-taken-up': 2, 'under-way': 3 }
  return [...points].sort(
    (a, b) => rank[a.reason] - rank[b.reason] || (b.silent_days ?? 0) - (a.silent_days ?? 0) || compareNames(a, b)
  )
}

function origin({ facts, t, cite, told }: Scope, reference: string): number {
  const found = facts.origins.get(reference)
  const place = [
    found?.document,
    found?.page && t('preparation.source_page', { page: found.page }),
    found?.paragraph && t('preparation.source_paragraph', { paragraph: found.paragraph })
  ]
  const made = found ? `${told(found.dialogue).text}, ${formatDay(found.madeOn, t.locale)}` : null
  const text = [`${reference}: ${made ?? ''}`, ...place].filter(Boolean).join('; ')
  return cite(`recommendation ${reference}`, text, `${facts.address}/recommendations/${reference}`)
}

function openRow(scope: Scope, point: Point & OpenPoint): OpenRow {
  const { facts, t, told, room } = scope
  const recommendation = facts.recommendations.get(point.reference)
  const named = told(recommendation?.title ?? {})
  const title = named.text ? named : told(recommendation?.words ?? {})
  const tracks = tracksOn(point.entries, facts.day)
  const position = positionOn(point.positions, facts.day)
  const refs = [origin(scope, point.reference)]
  if (position) {
    refs.push(
      scope.cite(
        `position ${point.reference}`,
        [
          t('preparation.source_position', { reference: point.reference, day: formatDay(position.statedOn, t.locale) }),
          position.source
        ]
          .filter(Boolean)
          .join('; '),
        `${facts.address}/recommendations/${point.reference}/positions/${facts.state.id}`
      )
    )
  }
  const said = (entries: readonly (ToldEntry & Entry)[]) => entries.map((entry) => voice(scope, point, entry))
  return {
    reference: point.reference,
    path: `/recommendations/${point.reference}/progress/${facts.state.id}`,
    title: { ...title, text: shortened(title.text, 110, title.lang) },
    reason: point.reason,
    why: [position && t.dynamic(`shell.position_${position.position.replace('-', '_')}`), whyOpen(point, t)]
      .filter(Boolean)
      .join(' · '),
    refs,
    voices: [
      said(tracks.state ? [tracks.state] : []),
      said(tracks.stakeholders.slice(0, room.stakeholders)),
      said(tracks.body ? [tracks.body] : [])
    ]
  }
}

function voice({ facts, t, cite, told, room }: Scope, point: Point, entry: ToldEntry & Entry): VoiceSaid {
  const by = told(entry.byShortName).text || told(entry.byName).text
  const observed = formatDay(entry.observedOn, t.locale)
  const values = { reference: point.reference, by, day: observed }
  const signed =
    entry.track === 'state' && entry.validated && entry.validatedOn
      ? `; ${t('preparation.source_signed_off', { day: formatDay(entry.validatedOn, t.locale) })}`
      : ''
  const source =
    t(entry.track === 'state' ? 'preparation.source_report' : 'preparation.source_assessment', values) + signed
  const text = room.excerpt ? shortened(entry.text, room.excerpt, entry.locale) : ''
  return {
    by: entry.track === 'stakeholder' ? by : '',
    level: entry.level,
    levelName: t.dynamic(`follow-up.level_${entry.level.replaceAll('-', '_')}`),
    note: isOnlyClaimed(entry)
      ? t('preparation.claimed_on', { day: observed })
      : t('preparation.said_on', { day: observed }),
    excerpt: text ? { text, lang: entry.locale } : null,
    refs: [
      cite(
        `entry ${entry.id}`,
        source,
        `${facts.address}/recommendations/${point.reference}/progress/${facts.state.id}`
      )
    ]
  }
}

interface Lines {
  readonly id: BriefSection['id']
  readonly heading: string
  /** made when they are shown, so that only what is shown is cited */
  readonly lines: readonly (() => BriefLine)[]
  /** said where there is none; null: the section isn't there then */
  readonly nothing: string | null
}

function doneSince({ closed, after }: BriefFacts) {
  return closed.filter(({ reason, since }) => since > after.day && /done$/.test(reason))
}

/** A number at the end never stands on a line of its own. */
function keptTogether(title: string): string {
  return title.replace(/ (\d+)$/, '\u00a0$1')
}

function sinceOf(scope: Scope, done: ReturnType<typeof doneSince>): Lines {
  const { facts, t, told, own } = scope
  const title = (reference: string) => {
    const found = facts.recommendations.get(reference)
    return told(found?.title ?? {}).text || told(found?.words ?? {}).text
  }
  const points = done.map((point) => () => {
    const tracks = tracksOn(point.entries, facts.day)
    const decided = point.reason === 'assessed-done' ? tracks.body : tracks.state
    return own(
      t(point.reason === 'assessed-done' ? 'preparation.done_assessed' : 'preparation.done_signed_off', {
        reference: point.reference,
        title: shortened(title(point.reference), 90, t.locale),
        day: formatDay(point.since, t.locale)
      }),
      [origin(scope, point.reference), ...(decided ? voice(scope, point, decided).refs : [])]
    )
  })
  const deeds = facts.actions.flatMap((action) => {
    const { standing, since } = actionOn(action, facts.day)
    const completed = standing === 'completed' && since! > facts.after.day
    const reached = action.milestones.filter(({ reachedOn }) => reachedOn > facts.after.day)
    return [
      ...(completed
        ? [{ on: since!, text: 'preparation.action_completed' as const, title: action.title, action }]
        : []),
      ...reached.map((one) => ({
        on: one.reachedOn,
        text: 'preparation.milestone_reached' as const,
        title: one.title,
        action
      }))
    ]
  })
  const lines = deeds
    .sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))
    .map(
      ({ on, text, title: name, action }) =>
        () =>
          own(t(text, { title: shortened(name, 110, action.locale), day: formatDay(on, t.locale) }), [
            actionSource(scope, action)
          ])
    )
  return {
    id: 'since',
    heading: t('preparation.brief_since', { title: keptTogether(told(facts.after.title).text) }),
    lines: [...points, ...lines],
    nothing: t('preparation.brief_since_nothing')
  }
}

function actionSource({ facts, t, cite }: Scope, action: BriefAction): number {
  const day = formatDay(action.writtenOn, t.locale)
  const text = [t('preparation.source_action', { title: action.title, day }), action.source].filter(Boolean).join('; ')
  return cite(`action ${action.id}`, text, `${facts.address}/actions/${action.id}`)
}

function actionsOf(scope: Scope): Lines {
  const { facts, t, told, own } = scope
  const open = facts.actions
    .map((action) => ({ action, ...actionOn(action, facts.day) }))
    .filter(({ standing }) => standing === 'planned' || standing === 'under-way')
    .sort((a, b) => b.overdue_days - a.overdue_days)
  return {
    id: 'actions',
    heading: t('preparation.brief_actions'),
    nothing: t('preparation.brief_actions_nothing'),
    lines: open.map(({ action, standing, overdue_days }) => () => {
      const values = {
        title: shortened(action.title, 110, action.locale),
        leads: told(action.leads).text,
        references: action.references.join(', '),
        due: action.dueOn ? formatDay(action.dueOn, t.locale) : '',
        days: overdue_days
      }
      const standingText = t(standing === 'planned' ? 'preparation.action_planned' : 'preparation.action_under_way')
      const due = !action.dueOn
        ? t('preparation.action_without_end')
        : t(overdue_days ? 'preparation.action_overdue' : 'preparation.action_due', values)
      return own(
        t('preparation.action_line', { ...values, standing: standingText, until: due }),
        [actionSource(scope, action)],
        overdue_days > 0
      )
    })
  }
}

function sourced({ t, cite }: Scope, source: Sourced): number {
  const text = [source.title, source.publisher, source.publishedOn && formatDay(source.publishedOn, t.locale)]
  return cite(`source ${JSON.stringify(source)}`, text.filter(Boolean).join(', '), source.url)
}

function institutionOf(scope: Scope, record: () => number): Lines {
  const { facts, t, told, own } = scope
  return {
    id: 'institution',
    heading: t('preparation.brief_institution'),
    nothing: t('preparation.brief_institution_none'),
    lines: facts.institutions.map(({ name, standing }) => () => {
      const last = standing.at(-1)
      if (!last) return own(t('preparation.institution_without_status', { name: told(name).text }), [record()])
      const values = { name: told(name).text, status: last.status, day: formatDay(last.effectiveOn, t.locale) }
      return own(t('preparation.institution_status', values), [sourced(scope, last.source)])
    })
  }
}

function practicesOf(scope: Scope): Lines {
  const { facts, t, told } = scope
  return {
    id: 'practices',
    heading: t('preparation.brief_practices'),
    nothing: null,
    lines: facts.practices.map((practice) => () => {
      const { text, lang } = told(practice.summary)
      return {
        text: `${told(practice.by).text}: ${shortened(text, 220, lang)}`,
        lang,
        refs: [sourced(scope, practice.source)],
        late: false
      }
    })
  }
}

function reviewOf(scope: Scope): Brief['review'] {
  const { facts, t, told, own, room } = scope
  const { review } = facts
  if (!review) return null
  const { supported, noted, sessions } = review
  const values = { supported, noted, sessions, from: review.from.slice(0, 4), until: review.until.slice(0, 4) }
  return {
    heading: t('preparation.brief_review'),
    lead: own(
      t('preparation.review_line', values),
      review.sources.slice(0, 2).map((source) => sourced(scope, source))
    ),
    head: [t('preparation.review_theme'), t('shell.position_supported'), t('shell.position_noted')],
    rows: review.themes
      .slice(0, room.themes)
      .map(({ label, ...counts }) => ({ label: told(label), supported: counts.supported, noted: counts.noted })),
    note: t('preparation.review_note')
  }
}
