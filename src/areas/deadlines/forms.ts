import { z } from 'zod'
import { CHOICES } from './choice.ts'

// What the forms of this area take. Messages are message keys.

export const choiceForm = z.object({ choice: z.enum(CHOICES, 'deadlines.choice_missing') })
export const jobForm = z.object({ id: z.uuid('deadlines.job_missing') })
