/** Writes the reference of the vocabulary: `mise run reference`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { page, printReference } from './page.ts'

const root = join(import.meta.dirname, '..', '..')
const path = join(root, page)
const kept = existsSync(path) ? readFileSync(path, 'utf8') : ''
const text = printReference(root, kept)
if (text !== kept) writeFileSync(path, text)
process.stdout.write(`${page} ${text === kept ? 'is what the packages export' : 'was written'}\n`)
