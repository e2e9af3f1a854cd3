import { parseAllDocuments } from 'yaml'
import type { Json } from '../fields/index.ts'

/** The documents of a YAML file. @throws Error where it is no YAML */
export function readDocuments(text: string): readonly Json[] {
  // What templates and tools tag (`!vault`, `!unsafe`) stays as it is written.
  const documents = parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: true })
  if (!Array.isArray(documents)) return []
  return documents.map(document => {
    const [error] = document.errors
    if (error !== undefined) throw error
    return document.toJS() as Json
  })
}
