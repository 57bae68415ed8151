import { z } from 'zod'

const item = z.string().min(1).max(500)
const bodies = z.array(z.object({ id: z.string().min(1).max(100).nullable(), printed: z.string().max(300) })).max(300)

const content = z.object({
  text: z.string().max(20_000),
  makers: bodies,
  addressees: bodies,
  position: z.enum(['supported', 'noted', 'pending']).nullable(),
  themes: z.array(z.string().min(1).max(100)).max(50)
})

/** What the page of a review sends: the steps a person took, and how many there were before. */
export const stepsForm = z.object({
  after: z.int().min(0),
  steps: z
    .array(
      z.discriminatedUnion('take', [
        z.object({ take: z.literal('accept'), item }),
        z.object({ take: z.literal('reject'), item }),
        z.object({ take: z.literal('edit'), item, change: content }),
        z.object({ take: z.literal('split'), item, texts: z.array(z.string().max(20_000)).min(1).max(50) }),
        z.object({ take: z.literal('merge'), item }),
        z.object({ take: z.literal('undo') })
      ])
    )
    .min(1)
    .max(50)
})
