import { error } from '@sveltejs/kit'
import { idIn } from '#platform/form/typed.ts'

/** The number in an address such as /practices/12. Where there is none, the page isn't there. */
export function idAt(given: string): number {
  return idIn(given) ?? error(404, 'no such number')
}
