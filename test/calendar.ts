/** A property's name, with its parameters as they were written, to its value with escapes undone. */
export type Component = Readonly<Record<string, string>>

const LONGEST_LINE_octets = 75
const TEXTS = /^(SUMMARY|DESCRIPTION|LOCATION|CATEGORIES|X-WR-CALNAME|NAME)$/

/**
 * Reads an iCalendar file strictly (RFC 5545, 3.1): every line ends with CRLF, none is longer than 75 octets, a line is
 * folded between characters, components are closed in the order in which they were opened. Throws at the first fault.
 */
export function parseCalendar(file: string): { properties: Component; events: Component[] } {
  const lines = file.split('\r\n')
  if (lines.pop() !== '') throw new Error('the last line has no end')
  for (const line of lines) {
    const length_octets = Buffer.byteLength(line)
    if (/[\r\n]/.test(line)) throw new Error(`a bare line break in: ${JSON.stringify(line)}`)
    if (length_octets > LONGEST_LINE_octets) throw new Error(`${length_octets} octets in: ${line}`)
    if (!line.isWellFormed()) throw new Error(`a character was cut in two in: ${line}`)
  }
  const properties: Record<string, string> = {}
  const events: Record<string, string>[] = []
  const open: string[] = []
  for (const line of lines.join('\r\n').replaceAll('\r\n ', '').split('\r\n')) {
    const found = /^([A-Z-]+(?:;[A-Z-]+=[^:;]+)*):(.*)$/s.exec(line)
    if (!found) throw new Error(`no property: ${JSON.stringify(line)}`)
    const [, name, value] = found as unknown as [string, string, string]
    if (name === 'BEGIN') {
      open.push(value)
      if (value === 'VEVENT') events.push({})
    } else if (name === 'END') {
      if (open.pop() !== value) throw new Error(`${value} is closed out of order`)
    } else {
      const into = open.at(-1) === 'VEVENT' ? events.at(-1)! : properties
      if (name in into) throw new Error(`${name} twice in one component`)
      into[name] = TEXTS.test(name) ? unescaped(value) : value
    }
  }
  if (open.length) throw new Error(`${open.join()} is left open`)
  for (const event of events) {
    for (const needed of ['UID', 'DTSTAMP', 'DTSTART;VALUE=DATE']) {
      if (!event[needed]) throw new Error(`an event without ${needed}`)
    }
  }
  return { properties, events }
}

function unescaped(value: string): string {
  if (/(?<!\\)(?:\\\\)*[,;]/.test(value)) throw new Error(`an unescaped comma or semicolon in: ${value}`)
  return value.replace(/\\([\\,;nN])/g, (_, character: string) => (/n/i.test(character) ? '\n' : character))
}
