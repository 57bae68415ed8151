import { z } from 'zod'

// What the forms around files take. Messages are message keys.

export const askForm = z.object({ skip: z.literal('yes').optional() })

export const undoForm = z.object({
  reason: z.string('bulk.reason_missing').trim().min(1, 'bulk.reason_missing').max(500, 'bulk.reason_too_long')
})
