/** What JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/**
 * From one value to another. `[value]`: this instead; `[]`: no longer there; `{ name: change }`: within an object;
 * `{ from, drop, put }` within a list: at that place so many go and these come.
 *
 * A JSON merge patch (RFC 7396) can't say that something is null, and sends a list whole for one name more on it.
 */
export type Change = readonly [] | readonly [Json] | { readonly [name: string]: Change } | Splice

export interface Splice {
  readonly from: number
  readonly drop: number
  readonly put: readonly Json[]
}

/** What leads from `old` to `next`; null where they say the same. */
export function changeBetween(old: Json, next: Json): Change | null {
  if (old === next) return null
  if (isList(old) && isList(next)) return spliceBetween(old, next)
  if (isObject(old) && isObject(next)) {
    const changes = Object.keys(next).flatMap((name): [string, Change][] => {
      if (!Object.hasOwn(old, name)) return [[name, [next[name]!]]]
      const change = changeBetween(old[name]!, next[name]!)
      return change ? [[name, change]] : []
    })
    const gone = Object.keys(old).filter((name) => !Object.hasOwn(next, name))
    if (!changes.length && !gone.length) return null
    return Object.fromEntries([...changes, ...gone.map((name): [string, Change] => [name, []])])
  }
  return [next]
}

/** The value that a change leads to. @throws where the change belongs to another value than `old`. */
export function changed(old: Json, change: Change): Json {
  if (isList(change)) return (change as readonly [Json])[0]
  if (isList(old)) {
    const { from, drop, put } = change as Splice
    return [...old.slice(0, from), ...put, ...old.slice(from + drop)]
  }
  if (!isObject(old)) throw new Error('this change belongs to another value')
  const within = change as { readonly [name: string]: Change }
  // An own property named __proto__ stays an own property: Object.fromEntries defines, it doesn't assign.
  const kept = Object.keys(old).flatMap((name): [string, Json][] => {
    const own = Object.hasOwn(within, name) ? within[name]! : null
    if (!own) return [[name, old[name]!]]
    return isGone(own) ? [] : [[name, changed(old[name]!, own)]]
  })
  const come = Object.keys(within).filter((name) => !Object.hasOwn(old, name))
  return Object.fromEntries([...kept, ...come.map((name): [string, Json] => [name, changed(null, within[name]!)])])
}

/** What lies between the first and the last difference: a speaker more, one less, one moved. */
function spliceBetween(old: readonly Json[], next: readonly Json[]): Splice | null {
  const shorter = Math.min(old.length, next.length)
  let from = 0
  while (from < shorter && changeBetween(old[from]!, next[from]!) === null) from += 1
  let same = 0
  while (same < shorter - from && changeBetween(old.at(-1 - same)!, next.at(-1 - same)!) === null) same += 1
  const splice = { from, drop: old.length - from - same, put: next.slice(from, next.length - same) }
  return splice.drop || splice.put.length ? splice : null
}

function isGone(change: Change): boolean {
  return isList(change) && change.length === 0
}

function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value)
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !isList(value)
}
