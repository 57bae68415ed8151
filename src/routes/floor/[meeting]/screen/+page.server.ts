import { meetingPage } from '#areas/floor/page.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { view, viewer, at } = await meetingPage(event)
  // Who runs the meeting shows on the wall what the room may see, no more.
  return { view, viewer: viewer === 'desk' ? ('room' as const) : viewer, at }
}
