import { type nginx, printNginx } from '@homelab/formats'
import { present } from '@homelab/formats/present'
import fc from 'fast-check'
import { test } from 'vitest'
import { checkPrinter } from './check.ts'
import { pythonReader } from './readers.ts'
import { comment, text } from './trees.ts'

const word = fc.oneof(
  text,
  fc.constantFrom(
    '$host',
    '$' + '{host}x',
    '^/[0-9]{2}\\.css$',
    '~*\\d+\\s',
    'a\\tb',
    '($a',
    '"x"',
    "it's",
    '{"a":$b}',
  ),
)

const { directive } = fc.letrec<{ directive: nginx.NginxDirective }>(tie => ({
  directive: fc
    .record(
      {
        name: fc.oneof(fc.stringMatching(/^[a-z_]{1,9}$/), word),
        args: fc.array(word, { maxLength: 4 }),
        block: fc.oneof({ maxDepth: 3 }, fc.constant([]), fc.array(tie('directive'), { maxLength: 4 })),
        comment,
      },
      { requiredKeys: ['name', 'args'] },
    )
    // crossplane treats these names in a way of its own, and a quoted # as a comment.
    .filter(({ name }) => !/^if$|lua|^include$|^#/.test(name))
    .map(({ block, comment: above, ...rest }) => ({
      ...rest,
      ...present({ block, comment: above }),
    })),
}))

/** crossplane's tree without line numbers; its words still carry nginx's escapes. */
interface Parsed {
  readonly directive: string
  readonly args: readonly string[]
  readonly block?: readonly Parsed[]
  readonly comment?: string
}

function read(of: readonly Parsed[]): unknown {
  return of.map(each =>
    each.directive === '#'
      ? { comment: each.comment?.replace(/^ /, '') }
      : {
          name: unescaped(each.directive),
          args: each.args.map(unescaped),
          ...(each.block !== undefined && { block: read(each.block) }),
        },
  )
}

/** As nginx copies a word (src/core/ngx_conf_file.c, ngx_conf_read_token). */
function unescaped(of: string): string {
  const control: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' }
  return of.replace(/\\(["'\\trn])/g, (_, found: string) => control[found] ?? found)
}

function tree(of: readonly nginx.NginxDirective[]): unknown[] {
  return of.flatMap(({ comment: above, name, args, block }) => [
    ...(above === undefined ? [] : above.split('\n').map(each => ({ comment: each }))),
    { name, args, ...(block !== undefined && { block: tree(block) }) },
  ])
}

test('crossplane reads back the tree', async context => {
  const reader = pythonReader('nginx')
  await checkPrinter<readonly nginx.NginxDirective[]>(context, {
    reader:
      reader && (async texts => (await reader(texts)).map(each => ({ ...each, tree: read(each.tree as Parsed[]) }))),
    trees: fc.array(directive, { maxLength: 5 }),
    print: each => printNginx(each),
    expected: tree,
  })
})
