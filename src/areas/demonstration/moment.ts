import type { Context } from '#areas/act.server.ts'

/** What an act made, by which a later one finds it. */
export interface Made {
  readonly id?: number
  readonly reference?: string
}

/** One thing that somebody does on a day of the story, through the same action as on the pages. */
export interface Moment {
  readonly day: number
  /** a member of the cast; null: somebody without an account */
  readonly who: string | null
  /** the name under which what it makes is found */
  readonly as?: string
  /** the names of what it is done to */
  readonly of?: readonly string[]
  readonly act: (context: Context, ...of: Made[]) => Promise<unknown>
}

export interface Telling {
  /** the calendar day of a day of the story */
  readonly on: (day: number) => string
  /** the hall's address, for the links in its mail */
  readonly origin: string
}
