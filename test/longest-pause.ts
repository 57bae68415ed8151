/** How long nothing else could run while something was done, and how long it took altogether. */
export async function longestPause(work: () => Promise<unknown>): Promise<{ pause_ms: number; took_ms: number }> {
  const began = performance.now()
  let [last, pause_ms] = [began, 0]
  const tick = () => {
    const now = performance.now()
    pause_ms = Math.max(pause_ms, now - last)
    last = now
  }
  const ticking = setInterval(tick, 1)
  try {
    await work()
    tick()
  } finally {
    clearInterval(ticking)
  }
  return { pause_ms, took_ms: performance.now() - began }
}
