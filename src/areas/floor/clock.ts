// Time at the microphone, as it is shown. Minutes and seconds need no language.

export interface Running {
  readonly limit_s: number
  readonly used_ms: number
  readonly runningSince?: string
}

/** Seconds that are left of a speech at a moment of the server (milliseconds since 1970); below zero: it is over by so many. */
export function left_s({ limit_s, used_ms, runningSince }: Running, now_ms: number): number {
  const running_ms = runningSince === undefined ? 0 : Math.max(0, now_ms - Date.parse(runningSince))
  return Math.ceil(limit_s - (used_ms + running_ms) / 1000)
}

/** 'm:ss', from an hour on 'h:mm:ss', without a sign. */
export function minutesAndSeconds(seconds: number): string {
  const whole = Math.abs(Math.trunc(seconds))
  const two = (part: number) => String(part).padStart(2, '0')
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

/** Seconds until a request has the floor, if everybody before it uses their time: an estimate, and shown as one. */
export function wait_s(
  before: readonly { readonly limit_s: number }[],
  speaking: readonly Running[],
  now_ms: number
): number {
  const speech = speaking.at(-1)
  return before.reduce((sum, { limit_s }) => sum + limit_s, speech ? Math.max(0, left_s(speech, now_ms)) : 0)
}
