/**
 * Work that is done one piece after the other. `mostWaiting` pieces wait behind the one that is being done; of any more the
 * line takes none, and returns null.
 */
export function lineOf(mostWaiting: number) {
  let inLine = 0
  let last: Promise<unknown> = Promise.resolve()
  return function queue<Result>(work: () => Promise<Result>): Promise<Result> | null {
    if (inLine > mostWaiting) return null
    inLine += 1
    const done = last.then(work).finally(() => (inLine -= 1))
    last = done.catch(() => undefined)
    return done
  }
}
