import { parse, defaultTreeAdapter as tree, type DefaultTreeAdapterTypes as Tree } from 'parse5'

/** What a web page or a Word document holds, in its order: paragraphs, and breaks between pages. */
export type Block = { readonly kind: 'paragraph'; readonly text: string } | { readonly kind: 'page-break' }

const LEFT_OUT = new Set([
  'script',
  'style',
  'nav',
  'aside',
  'template',
  'noscript',
  'svg',
  'form',
  'button',
  'select',
  'iframe',
  'head',
  'object'
])
const BLOCKS = new Set([
  'address',
  'article',
  'blockquote',
  'body',
  'caption',
  'dd',
  'details',
  'div',
  'dl',
  'dt',
  'figcaption',
  'figure',
  'footer',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hr',
  'html',
  'li',
  'main',
  'ol',
  'p',
  'pre',
  'section',
  'summary',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'tr',
  'ul'
])
/** The reader of Word documents marks a page break by a rule of this class. */
export const PAGE_BREAK_CLASS = 'page-break'

/** The paragraphs that a reader of the page sees, without menus, scripts and forms; numbers of lists are written out. */
export function blocksOf(html: string): Block[] {
  const document = parse(html)
  const [main, other] = elementsNamed(document, 'main')
  const blocks: Block[] = []
  let text = ''
  const end = () => {
    const written = text.replace(/[\s\u00a0\u00ad]+/gu, ' ').trim()
    if (written !== '') blocks.push({ kind: 'paragraph', text: written })
    text = ''
  }
  const walk = (node: Tree.Node, inMain: boolean): void => {
    if (tree.isTextNode(node)) text += node.value
    if (!('childNodes' in node)) return
    if (!tree.isElementNode(node)) return node.childNodes.forEach((child) => walk(child, inMain))
    const name = node.tagName
    // Head and foot of a page belong to the site; those inside an article to the text.
    if (
      LEFT_OUT.has(name) ||
      (!inMain && (name === 'header' || name === 'footer')) ||
      attribute(node, 'hidden') !== null
    )
      return
    if (name === 'br') return end()
    if (!BLOCKS.has(name)) return node.childNodes.forEach((child) => walk(child, inMain))
    end()
    if (name === 'hr' && attribute(node, 'class') === PAGE_BREAK_CLASS) blocks.push({ kind: 'page-break' })
    if (name === 'li') text = labelOf(node)
    const inside = inMain || name === 'main' || name === 'article'
    node.childNodes.forEach((child) => (isMark(child) ? undefined : walk(child, inside)))
    end()
  }
  walk(main && !other ? main : document, main !== undefined && !other)
  return blocks
}

/** A raised number is a note's mark, no part of the sentence. */
function isMark(node: Tree.Node): boolean {
  if (!tree.isElementNode(node) || node.tagName !== 'sup') return false
  return /^[\s[\]\d*∗†]+$/.test(textOf(node))
}

function textOf(node: Tree.Node): string {
  if (tree.isTextNode(node)) return node.value
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''
}

function attribute(element: Tree.Element, name: string): string | null {
  return element.attrs.find((entry) => entry.name === name)?.value ?? null
}

function elementsNamed(node: Tree.Node, name: string): Tree.Element[] {
  if (!('childNodes' in node)) return []
  return node.childNodes.flatMap((child) => {
    const own = tree.isElementNode(child) && child.tagName === name ? [child] : []
    return [...own, ...elementsNamed(child, name)]
  })
}

/** "3. " or "(c) " as a browser would draw it, a bullet in an unnumbered list. */
function labelOf(item: Tree.Element): string {
  const list = item.parentNode
  if (!list || !tree.isElementNode(list) || list.tagName !== 'ol') return '• '
  const start = Number(attribute(list, 'start') ?? 1) || 1
  const items = list.childNodes.filter((node) => tree.isElementNode(node) && node.tagName === 'li')
  const number = Number(attribute(item, 'value')) || start + items.indexOf(item)
  return attribute(list, 'type')?.toLowerCase() === 'a' ? `(${String.fromCharCode(96 + number)}) ` : `${number}. `
}
