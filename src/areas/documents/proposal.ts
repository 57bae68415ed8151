import type { InstrumentMention } from './instruments-mentioned.ts'
import type { Doubt } from './joined-items.ts'
import type { PrintedBody } from './addressee.ts'
import type { Position } from './positions.ts'
import type { Place } from './text.ts'

/** A recommendation that the rules found in a document, for a person to accept, correct or reject. */
export interface Proposal {
  /** What is recommended, without number and makers. */
  readonly text: string
  readonly recommendedBy: readonly PrintedBody[]
  readonly addressedTo: readonly PrintedBody[]
  /** Null where the document says nothing of it. */
  readonly position: Position | null
  /** The page on which the passage begins, from 1. */
  readonly page: number
  /** The number under which the document has it: "88.27", "90.15", "82.32". */
  readonly paragraph: string | null
  /** The exact words of the document, makers included. */
  readonly passage: string
  readonly place: Place
  /** UPR issue names, given by the document or suggested by the theme model (propose.server.ts). */
  readonly themes: readonly string[]
  readonly instruments: readonly InstrumentMention[]
  readonly doubts: readonly Doubt[]
}
