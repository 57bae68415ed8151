import { z } from 'zod'
import { addressFault, type Reach } from './destination.ts'
import { EVENT_KINDS } from './event-kinds.ts'

// What the forms of this area take. Messages are message keys.

const said = (missing: string, longest: number) =>
  z.string(missing).trim().min(1, missing).max(longest, 'webhooks.too_long')

const number = z.coerce.number().int().positive()

/** Checked boxes come as fields of their own: "kind.progress.published". They are put together before the schema reads. */
export const KIND_FIELD = 'kind.'

/** What a receiver is told and where, as this hall may send it. */
export const choiceForm = (reach: Reach) =>
  z.preprocess(
    (given) => ({
      ...(given as object),
      kinds: EVENT_KINDS.filter((kind) => Object.hasOwn(given as object, KIND_FIELD + kind))
    }),
    z.object({
      name: said('webhooks.name_missing', 100),
      address: z
        .string('webhooks.address_missing')
        .trim()
        .min(1, { error: 'webhooks.address_missing', abort: true })
        .superRefine((address, context) => {
          const fault = addressFault(address, reach)
          if (fault) context.addIssue({ code: 'custom', message: fault.refused })
        }),
      kinds: z.array(z.enum(EVENT_KINDS)).min(1, 'webhooks.kinds_missing'),
      choice: z.preprocess((value) => (value === undefined || value === '' ? null : value), number.nullable())
    })
  )

export const pauseForm = z.object({ reason: said('webhooks.reason_missing', 300) })

export const endForm = z.object({ sure: z.literal('yes', 'webhooks.sure_missing') })

export const resumeForm = z.object({ waiting: z.enum(['tell', 'pass-over'], 'webhooks.waiting_missing') })

export const againForm = z.object({ attempt: number })
