import type { Category } from '#areas/dialogues/category.ts'
import type { Modality, SegmentRules } from '#areas/dialogues/modality.ts'
import type { Programme } from '#areas/dialogues/programme.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import type { Command } from '#areas/floor/command.ts'
import { decide } from '#areas/floor/decide.ts'
import type { Event } from '#areas/floor/event.ts'
import type { FloorFacts, Sitting } from '#areas/floor/facts.ts'
import { floorOf, listOf, type Floor } from '#areas/floor/floor.ts'

// A meeting small enough to be read, decided by the real rules, without a database.

export const SEGMENT: SegmentRules = {
  key: 'general-segment',
  kind: 'general-segment',
  title: { en: 'General segment' },
  speakers: ['member-state', 'nhri-a', 'cso'],
  order: 'as-requested',
  firstTimeSpeakersFirst: false,
  timeLimit_s: { otherwise: 180, by: { 'member-state': 300 } },
  straightAfterItsState: [],
  unusedTime: 'lost',
  jointStatements: { allowed: true, timeLimit_s: 420 },
  rightOfReply: { allowed: true, by: ['member-state'], timeLimit_s: 120, most: 1, when: 'after-the-list' },
  pointOfOrder: { by: ['member-state'], timeLimit_s: 60 },
  questions: {
    by: ['member-state', 'nhri-a', 'cso'],
    timeLimit_s: 60,
    answerLimit_s: 120,
    answered: 'each-at-once',
    group: 3,
    mayBeTakenAway: true
  },
  attribution: 'on-record'
}

export const sitting = (bodyId: string, category: Category, stateId: string | null = null): Sitting => ({
  bodyId,
  name: { en: NAMES[bodyId] ?? bodyId },
  shortName: { en: bodyId },
  category,
  stateId
})

const NAMES: Readonly<Record<string, string>> = {
  ID: 'Indonesia',
  TH: 'Thailand',
  MY: 'Malaysia',
  VN: 'Việt Nam',
  'komnas-ham': 'Komnas HAM',
  lantern: 'Lantern Network',
  campus: 'A university'
}

export const ROOM: readonly Sitting[] = [
  sitting('ID', 'member-state'),
  sitting('MY', 'member-state'),
  sitting('TH', 'member-state'),
  sitting('VN', 'member-state'),
  sitting('komnas-ham', 'nhri-a', 'ID'),
  sitting('lantern', 'cso'),
  sitting('campus', 'university')
]

export function smallFacts(
  rules: Partial<SegmentRules> = {},
  { room = ROOM, subject = null }: { room?: readonly Sitting[]; subject?: string | null } = {}
): FloorFacts {
  const segment = { ...SEGMENT, ...rules }
  const modality: Modality = {
    title: { en: 'A small modality' },
    basis: { en: 'A test' },
    segments: [segment],
    offlineRequests: 'by-time-made'
  }
  const item = (id: string, hour: string) => ({
    id,
    title: { en: id },
    rules: segment.key,
    segmentId: null,
    bodyId: subject,
    themes: [],
    startsAt: `2025-11-17T${hour}:00:00+07:00`,
    minutes: 60,
    place: ''
  })
  const programme: Programme = { timeZone: 'Asia/Jakarta', items: [item('one', '09'), item('two', '10')] }
  return {
    meeting: 'small',
    rehearsal: false,
    edition: 7,
    modality,
    programme,
    delegations: new Map(room.map((delegation) => [delegation.bodyId, delegation]))
  }
}

/** A meeting that goes on by commands; its clock goes on by seconds. */
export class SmallFloor {
  readonly events: Event[] = []
  readonly facts: FloorFacts
  #now = Date.parse('2025-11-17T02:00:00.000Z')

  constructor(facts: FloorFacts) {
    this.facts = facts
  }

  get now(): string {
    return new Date(this.#now).toISOString()
  }

  get floor(): Floor {
    return floorOf(this.events, this.facts)
  }

  /** the delegations on the list, the next one first */
  get list(): string[] {
    return listOf(this.floor, this.facts).map(({ delegation }) => delegation)
  }

  wait(seconds: number): this {
    this.#now += seconds * 1000
    return this
  }

  try(command: Command): { request?: number; already?: string } | Refusal {
    const outcome = decide(command, {
      floor: this.floor,
      facts: this.facts,
      events: this.events,
      now: this.now,
      chance: 0.5
    })
    if (isRefusal(outcome)) return outcome
    for (const { kind, data } of outcome.events) {
      this.events.push({ kind, data, seq: this.events.length + 1, at: this.now, by: 'test' } as Event)
    }
    return outcome
  }

  /** @returns the request that it is about */
  do(command: Command): number {
    const outcome = this.try(command)
    if (isRefusal(outcome)) throw new Error(`${command.do}: ${outcome.refused}`)
    this.wait(1)
    return outcome.request ?? 0
  }

  ask(delegation: string, more: Partial<Extract<Command, { do: 'ask' }>> = {}): number {
    return this.do({ do: 'ask', delegation, kind: 'speech', joint: [], speaker: '', question: null, ...more })
  }

  next(): number {
    const seen = this.floor.stack.at(-1)
    return this.do({ do: 'next', ...(seen !== undefined && { seen }) })
  }

  end(): number {
    const seen = this.floor.stack.at(-1)
    return this.do({ do: 'end', ...(seen !== undefined && { seen }) })
  }
}

/** A meeting whose first item and list are open. */
export function openFloor(facts: FloorFacts = smallFacts()): SmallFloor {
  const floor = new SmallFloor(facts)
  floor.do({ do: 'open-item', item: 'one' })
  floor.do({ do: 'open-list' })
  return floor
}
