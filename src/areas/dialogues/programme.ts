import { z } from 'zod'

// The programme of an edition: items in their order, each under rules of the modality.

export const programmeItem = z.strictObject({
  /** stable: what happened in the room refers to it */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/),
  title: z.looseObject({ en: z.string().min(1).max(300) }).catchall(z.string().max(300)),
  /** key of the segment's rules in the modality */
  rules: z.string(),
  /** the segment of the record in which it lies, where there is one */
  segmentId: z.string().nullable(),
  /** who briefs: the State whose update this item is, and to whom its questions go; null: nobody */
  bodyId: z.string().nullable(),
  themes: z.array(z.string()).max(20),
  /** moment of its planned beginning, ISO with zone */
  startsAt: z.iso.datetime({ offset: true }),
  minutes: z.int().positive().max(1440),
  place: z.string().max(200)
})
export type ProgrammeItem = z.output<typeof programmeItem>

export const programmeSchema = z
  .strictObject({
    timeZone: z.string(),
    /** what a reader has to know of it, such as where its times come from */
    note: z
      .looseObject({ en: z.string().min(1).max(600) })
      .catchall(z.string().max(600))
      .optional(),
    items: z.array(programmeItem).max(300)
  })
  .refine(({ items }) => new Set(items.map(({ id }) => id)).size === items.length, { message: 'programme.id_twice' })
export type Programme = z.output<typeof programmeSchema>
