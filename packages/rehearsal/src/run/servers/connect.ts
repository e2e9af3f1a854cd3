/**
 * 1Password Connect as External Secrets asks it: `connect.ts FIELDS.json PORT ADDRESS`. It knows the fields of the file and no
 * other, and lets in who shows a value that one of them has.
 * https://developer.1password.com/docs/connect/api-reference/
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Field } from '../../answers.ts'

const [, , file = '', port = '', address = ''] = process.argv
const fields = JSON.parse(readFileSync(file, 'utf8')) as readonly Field[]

const idOf = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 26)
const vaults = [...new Set(fields.map(({ vault }) => vault))].map(name => ({ id: idOf(name), name }))
const items = [...Map.groupBy(fields, ({ vault, item }) => JSON.stringify([vault, item])).values()].flatMap(of => {
  const [first] = of
  if (first === undefined) return []
  const { vault, item: title, itemId: id = idOf(title) } = first
  return [
    {
      id,
      title,
      vault: { id: idOf(vault) },
      fields: of.map(({ field, value }) => ({ id: idOf(field), label: field, value })),
    },
  ]
})

/** `title eq "NAME"` */
function wanted(url: URL): string {
  return /^(?:title|name) eq "(.*)"$/.exec(url.searchParams.get('filter') ?? '')?.[1] ?? ''
}

function answer(url: URL): unknown {
  const [, , , vault, , item] = url.pathname.split('/')
  if (vault === undefined) return vaults.filter(({ name }) => name === wanted(url))
  const own = items.filter(({ vault: { id } }) => id === vault)
  if (item !== undefined) return own.find(({ id }) => id === item)
  return url.pathname.endsWith('/items')
    ? own.filter(({ title }) => title === wanted(url)).map(({ fields: _, ...summary }) => summary)
    : vaults.find(({ id }) => id === vault)
}

createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://connect')
  const token = request.headers.authorization?.replace(/^Bearer /, '')
  const known = fields.some(({ value }) => value === token)
  const found = known && url.pathname.startsWith('/v1/vaults') ? answer(url) : undefined
  const status = known ? (found === undefined ? 404 : 200) : 401
  process.stdout.write(`${request.method} ${url.pathname}${url.search} ${status}\n`)
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(found ?? { status, message: known ? 'not found' : 'invalid bearer token' }))
}).listen(Number(port), address)
