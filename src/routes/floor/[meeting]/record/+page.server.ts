import { recordedMeeting } from '#areas/floor/page.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = (event) => recordedMeeting(event)
