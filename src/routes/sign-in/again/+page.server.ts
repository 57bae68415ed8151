import { fail, redirect } from '@sveltejs/kit'
import { nextPage } from '#areas/people/door.server.ts'
import { typedIn } from '#areas/people/typed.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ url }) => ({ next: nextPage(url.searchParams.get('next')) })

export const actions: Actions = {
  /** Comes here with the whole form that another page couldn't take. */
  default: async ({ request, url }) => {
    const typed = typedIn(await request.formData())
    if (typed.fields.length === 0) {
      redirect(303, `/sign-in?next=${encodeURIComponent(nextPage(url.searchParams.get('next')))}`)
    }
    return fail(401, typed)
  }
}
