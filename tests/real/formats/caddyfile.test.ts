import { type caddy, printCaddyfile } from '@homelab/formats'
import { present } from '@homelab/formats/present'
import fc from 'fast-check'
import { test } from 'vitest'
import { checkPrinter } from './check.ts'
import { goReader } from './readers.ts'
import { comment as anyComment, text } from './trees.ts'

const comment = anyComment.map(each => each.replaceAll('\\', '/'))
const name = fc.stringMatching(/^[a-hj-z][a-z_]{0,8}$/)
const argument = fc
  .oneof(text, fc.constantFrom('{env.TOKEN}', 'a{host}b', '^/a{2}$', '/x*', '{http.request.header.X-A}', '<<A', '{}'))
  // Caddy replaces {$NAME} before it reads; a lone brace and what no quotes can hold are refused, as unit tests show.
  .filter(each => !/\{\$/.test(each) && each !== '{' && each !== '}' && !(each.includes('`') && /\\/.test(each)))
// `caddy fmt` loses track behind a backtick in double quotes and a backslash before a closing backtick.
const formattable = argument.filter(each => !/`|\\"|\\$/.test(each))

function treeOf(args: fc.Arbitrary<string>): fc.Arbitrary<caddy.Caddyfile> {
  const { directive } = fc.letrec<{ directive: caddy.CaddyDirective }>(tie => ({
    directive: fc
      .record(
        {
          name: fc.oneof(
            { weight: 3, arbitrary: name },
            name.map(each => `@${each}`),
            fc.constantFrom(':22', '/x', '-A'),
          ),
          args: fc.array(args, { maxLength: 3 }),
          block: fc.oneof({ maxDepth: 3 }, fc.constant([]), fc.array(tie('directive'), { maxLength: 4 })),
          comment,
        },
        { requiredKeys: ['name', 'args'] },
      )
      .map(({ block, comment: above, ...rest }) => ({
        ...rest,
        ...present({ block, comment: above }),
      })),
  }))
  const address = fc.constantFrom('*.home.example', 'home.example:443', ':80', 'http://a.example', 'a.example/x*')
  const site = fc.record({
    addresses: fc.uniqueArray(address, { minLength: 1, maxLength: 3 }),
    directives: fc.array(directive, { maxLength: 5 }),
  })
  return fc.oneof(
    fc.record({ sites: fc.array(site, { minLength: 1, maxLength: 3 }) }),
    fc.record({ options: fc.array(directive, { maxLength: 4 }), sites: fc.array(site, { maxLength: 3 }) }),
  )
}

function directiveTree(of: caddy.CaddyDirective): unknown {
  return { name: of.name, args: of.args, block: (of.block ?? []).map(directiveTree) }
}

const check = {
  print: (each: caddy.Caddyfile) => printCaddyfile(each, { header: 'From estate.ts.\n\nDo not edit.' }),
  expected: ({ options = [], sites }: caddy.Caddyfile) => [
    ...(options.length === 0 ? [] : [{ addresses: [], directives: options.map(directiveTree) }]),
    ...sites.map(of => ({ addresses: of.addresses, directives: of.directives.map(directiveTree) })),
  ],
}

test('Caddy’s parser reads back the tree', context =>
  checkPrinter(context, { ...check, reader: goReader('caddyfile'), trees: treeOf(argument) }))

test('`caddy fmt` leaves the text as it is', context =>
  checkPrinter(context, { ...check, reader: goReader('caddyfile'), trees: treeOf(formattable), formatted: true }))
