import type { Entry } from '#areas/follow-up/tracks.ts'
import type { OpenReason } from './open-point.ts'

// The brief of a State, as content: the page, the PDF and the DOCX are drawn from it and add no word of their own.

export interface Told {
  readonly text: string
  readonly lang: string
}

export interface BriefLine extends Told {
  readonly refs: readonly number[]
  readonly late: boolean
}

export interface VoiceSaid {
  readonly by: string
  readonly level: Entry['level']
  readonly levelName: string
  readonly note: string
  readonly excerpt: Told | null
  readonly refs: readonly number[]
}

export interface OpenRow {
  readonly reference: string
  readonly path: string
  readonly title: Told
  readonly reason: OpenReason
  readonly why: string
  readonly refs: readonly number[]
  /** State, stakeholders, body: what each said, in the order of the columns */
  readonly voices: readonly (readonly VoiceSaid[])[]
}

export interface BriefSection {
  readonly id: 'since' | 'actions' | 'institution' | 'practices'
  readonly heading: string
  readonly lines: readonly BriefLine[]
  readonly more: string | null
}

export interface Brief {
  readonly locale: string
  readonly day: string
  readonly title: string
  readonly eyebrow: string
  readonly state: Told
  readonly lead: readonly BriefLine[]
  readonly figures: readonly { readonly value: string; readonly label: string; readonly late: boolean }[]
  readonly figuresRefs: readonly number[]
  readonly open: {
    readonly heading: string
    readonly head: readonly string[]
    readonly rows: readonly OpenRow[]
    readonly nothing: string
    readonly empty: BriefLine | null
    readonly more: string | null
  }
  readonly sections: readonly BriefSection[]
  readonly review: {
    readonly heading: string
    readonly lead: BriefLine
    readonly head: readonly string[]
    readonly rows: readonly { readonly label: Told; readonly supported: number; readonly noted: number }[]
    readonly note: string
  } | null
  readonly sourcesHeading: string
  readonly sources: readonly { readonly number: number; readonly text: string; readonly url: string | null }[]
  readonly foot: string
}

/** How much of each part there is room for. */
export interface Room {
  readonly open: number
  readonly lines: number
  readonly themes: number
  /** of what a voice said, in letters; 0: the level alone */
  readonly excerpt: number
  /** voices of NHRIs and CSOs to one point */
  readonly stakeholders: number
  /** of the letters on paper, 1 being the smallest that is read with ease */
  readonly scale: number
  /** on paper: what is open and what is done on the front, what stands behind it on the back */
  readonly turns: boolean
}

/** The page on the screen has no end: nobody has to turn it. */
export const ROOM_ON_SCREEN: Room = {
  open: 500,
  lines: 100,
  themes: 20,
  excerpt: 240,
  stakeholders: 20,
  scale: 1,
  turns: false
}

const LARGE = { open: 14, lines: 8, themes: 8, excerpt: 160, stakeholders: 3, turns: true }

/** For paper, from the most to the least: the first that fits on two pages is taken. */
export const ROOMS_ON_PAPER: readonly Room[] = [
  { ...LARGE, scale: 1.22 },
  { ...LARGE, scale: 1.1, excerpt: 130 },
  { ...LARGE, scale: 1, excerpt: 110 },
  { open: 14, lines: 8, themes: 7, excerpt: 90, stakeholders: 3, scale: 1, turns: false },
  { open: 12, lines: 6, themes: 6, excerpt: 60, stakeholders: 2, scale: 1, turns: false },
  { open: 10, lines: 5, themes: 5, excerpt: 0, stakeholders: 2, scale: 1, turns: false },
  { open: 7, lines: 3, themes: 3, excerpt: 0, stakeholders: 1, scale: 1, turns: false },
  { open: 4, lines: 2, themes: 2, excerpt: 0, stakeholders: 1, scale: 1, turns: false }
]
