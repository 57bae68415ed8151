export interface Busy {
  readonly lang: string
  readonly title: string
  readonly text: string
  readonly links: readonly { readonly href: string; readonly text: string }[]
  readonly retryAfter_s: number
}

/**
 * Says that what was asked for can't be made at this moment, and when to come again. Not one of the hall's pages: those
 * cost more to draw than one wants to spend on somebody who is turned away.
 */
export function busyAnswer({ lang, title, text, links, retryAfter_s }: Busy): Response {
  const anchors = links.map((link) => `<p><a href="${escaped(link.href)}">${escaped(link.text)}</a></p>`).join('\n')
  const page = `<!doctype html>
<html lang="${escaped(lang)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 12vh auto; padding: 0 1.25rem }</style>
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(text)}</p>
${anchors}
</main>
</html>
`
  return new Response(page, {
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'cache-control': 'no-store',
      'retry-after': String(retryAfter_s)
    }
  })
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
