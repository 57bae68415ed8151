export interface Typed {
  /** every field but files, as it was sent */
  readonly fields: readonly (readonly [string, string])[]
  /** what a person wrote themselves: not the codes of choices and the marks of the form */
  readonly words: readonly string[]
  /** files were brought too; a page can't send them a second time */
  readonly files: boolean
}

// A choice, a day, a number or a mark of the form is short and has no space in it.
const LONGEST_CODE = 40

/** What somebody sent whom the hall doesn't know any more, for a page from which it can be sent again. */
export function typedIn(form: FormData): Typed {
  const fields: [string, string][] = []
  let files = false
  for (const [name, value] of form) {
    if (typeof value !== 'string') files ||= value.size > 0
    else if (!/password/i.test(name)) fields.push([name, value.replaceAll('\0', '')])
  }
  const words = fields
    .map(([, value]) => value.trim())
    .filter((value) => /\s/.test(value) || value.length > LONGEST_CODE)
  return { fields, words, files }
}

const SIGN_IN = '/sign-in?next='

/** Where a form goes whose sender is shown to the sign-in: with its words, not without them. Null for any other answer. */
export function keepingWords(method: string, here: URL, answer: Pick<Response, 'status' | 'headers'>): string | null {
  if (method !== 'POST' || answer.status !== 303 || !answer.headers.get('location')?.startsWith(SIGN_IN)) return null
  return `/sign-in/again?next=${encodeURIComponent(here.pathname + here.search)}`
}
