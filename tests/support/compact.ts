import { createHash } from 'node:crypto'
import { Document, isCollection, isScalar, visit } from 'yaml'

const width = 150

/**
 * An object for a person to read: small maps and lists on one line, long texts as their length and hash (they are in
 * `dist/` in full), without what its path says already.
 */
export function compact(object: object): string {
  const rest = Object.entries(object).filter(([key]) => key !== 'apiVersion' && key !== 'kind')
  const document = new Document(Object.fromEntries(rest), { aliasDuplicateObjects: false })
  visit(document, {
    Scalar: (_, node) => {
      if (isScalar(node) && typeof node.value === 'string' && node.value.split('\n').length > 12)
        node.value = digest(node.value)
    },
  })
  visit(document, {
    Collection: (_, node) => {
      if (isCollection(node) && JSON.stringify(node.toJSON()).length <= width && !hasLines(node.toJSON()))
        node.flow = true
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}

function digest(text: string): string {
  return `<${text.split('\n').length} lines, sha256 ${createHash('sha256').update(text).digest('hex').slice(0, 12)}>`
}

function hasLines(value: unknown): boolean {
  return JSON.stringify(value).includes('\\n')
}
