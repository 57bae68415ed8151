import { refuse, type Refusal } from '#platform/refusal.ts'

/** Length is what protects a password (NIST SP 800-63B, 3.1.1): no rules about digits or capitals. */
export const SHORTEST_PASSWORD = 12
export const LONGEST_PASSWORD = 128

// The long passwords that lists of broken ones begin with, in the languages of the region's keyboards. Short ones are
// refused by their length.
const OBVIOUS = new Set([
  'password1234',
  'passwordpassword',
  'password123456',
  'passw0rd1234',
  '123456789012',
  '1234567890123',
  '12345678901234',
  '123456123456',
  '123123123123',
  '111111111111',
  '000000000000',
  'qwertyuiop123',
  'qwertyuiopasdf',
  'qwertyqwerty',
  'qwerty123456',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'abcdefghijkl',
  'abcd12345678',
  'iloveyou1234',
  'iloveyouiloveyou',
  'letmeinletmein',
  'adminadminadmin',
  'administrator',
  'administrator1',
  'welcome12345',
  'welcomewelcome',
  'changemechangeme',
  'katasandi123',
  'katakunci123',
  'rahasiarahasia',
  'indonesia123',
  'indonesia1945',
  'malaysia1957',
  'singapore1965',
  'thailand1234',
  'philippines1',
  'humanrights123',
  'correcthorsebatterystaple',
  'asean1234567',
  'aseanaseanasean'
])

/** Why a password can't be taken, or null. `known` are words that anyone would try first: the person's name, address. */
export function passwordFault(password: string, known: readonly string[] = [], field = 'password'): Refusal | null {
  if (password.length < SHORTEST_PASSWORD) {
    return refuse('people.password_too_short', { shortest: SHORTEST_PASSWORD }, field)
  }
  if (password.length > LONGEST_PASSWORD) {
    return refuse('people.password_too_long', { longest: LONGEST_PASSWORD }, field)
  }
  const plain = password.toLowerCase().replace(/\s/g, '')
  if (OBVIOUS.has(plain) || new Set(plain).size < 5) return refuse('people.password_obvious', {}, field)
  const own = known.flatMap((words) => words.toLowerCase().split(/[\s@.]+/)).filter((word) => word.length >= 4)
  // A name with a few signs behind it is what someone who knows the person tries first.
  if (own.some((word) => plain.includes(word) && plain.length - word.length < 6)) {
    return refuse('people.password_obvious', {}, field)
  }
  return null
}
