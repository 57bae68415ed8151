import { z } from 'zod'
import { EVENT_KINDS, isEventKind } from './events.ts'

// What the forms of this area take. Messages are message keys.

const said = (missing: string, longest: number) =>
  z.string(missing).trim().min(1, missing).max(longest, 'webhooks.too_long')

const number = z.coerce.number().int().positive()

/** Checked boxes come as fields of their own: "kind.progress.published". They are put together before the schema reads. */
export const KIND_FIELD = 'kind.'

export const choiceForm = z
  .looseObject({
    name: said('webhooks.name_missing', 100),
    address: z.string('webhooks.address_missing').trim().min(1, 'webhooks.address_missing'),
    choice: z.preprocess((value) => (value === undefined || value === '' ? null : value), number.nullable())
  })
  .transform((given, context) => {
    const kinds = EVENT_KINDS.filter((kind) => given[KIND_FIELD + kind] !== undefined && isEventKind(kind))
    if (!kinds.length) context.addIssue({ code: 'custom', message: 'webhooks.kinds_missing', path: ['kinds'] })
    return { name: given.name, address: given.address, choice: given.choice, kinds }
  })

export const pauseForm = z.object({ reason: said('webhooks.reason_missing', 300) })

export const endForm = z.object({ sure: z.literal('yes', 'webhooks.sure_missing') })

export const resumeForm = z.object({ waiting: z.enum(['tell', 'pass-over'], 'webhooks.waiting_missing') })

export const againForm = z.object({ attempt: number })
