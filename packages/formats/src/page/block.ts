import * as markdown from '../markdown.ts'

/** A piece of a page: Markdown that ends with a line end. Lists may be nested; what is empty is left out. */
export type Block = string | undefined | readonly Block[]

/** The blocks as Markdown, with an empty line between them. */
export function joined(blocks: Block): string {
  return flat(blocks).join('\n')
}

/** A heading with what stands under it; nothing where nothing does. */
export function section(title: string, ...blocks: readonly Block[]): Block {
  return titled('##', title, blocks)
}

/** A heading one level below. */
export function subsection(title: string, ...blocks: readonly Block[]): Block {
  return titled('###', title, blocks)
}

/** One paragraph, Markdown already. */
export function paragraph(...sentences: readonly (string | undefined)[]): Block {
  const text = sentences.filter(sentence => sentence !== undefined && sentence !== '').join(' ')
  return text === '' ? undefined : `${text}\n`
}

/** A list, each item one line of Markdown. */
export function bullets(items: readonly (string | undefined)[]): Block {
  const present = items.filter(item => item !== undefined)
  return present.length === 0 ? undefined : present.map(item => `- ${item}\n`).join('')
}

/** A table without rows is left out, and so is a column that is empty in every row. */
export function tableOf(head: readonly string[], rows: readonly (readonly (string | undefined)[])[]): Block {
  if (rows.length === 0) return undefined
  const kept = head.map((_, column) => rows.some(row => (row[column] ?? '') !== ''))
  const keep = (cells: readonly (string | undefined)[]): string[] =>
    cells.filter((_, column) => kept[column] === true).map(cell => cell ?? '')
  return markdown.table(keep(head), rows.map(keep))
}

function titled(marks: string, title: string, blocks: readonly Block[]): Block {
  const inner = flat(blocks)
  return inner.length === 0 ? undefined : [`${marks} ${title}\n`, ...inner]
}

function flat(block: Block): readonly string[] {
  if (block === undefined || block === '') return []
  return typeof block === 'string' ? [block] : block.flatMap(flat)
}
