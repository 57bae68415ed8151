// Loaded into the hall's process before its own program, by the benchmark alone: how long its event loop was held up.
import { writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

const RESOLUTION_ms = 5
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_ms })
delay.enable()

/** At SIGUSR2 writes the longest delay since the last time, in milliseconds, to the file that LOOP_DELAY_FILE names. */
process.on('SIGUSR2', () => {
  writeFileSync(process.env.LOOP_DELAY_FILE ?? '/dev/null', String(delay.max / 1e6))
  delay.reset()
})
