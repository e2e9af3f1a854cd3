import { expect, test } from 'vitest'
import { commented, directive, literal, matcher, site } from './caddyfile.ts'
import { printCaddyfile } from './caddyfile-print.ts'

test('prints options, sites, matchers and nested blocks with tabs', () => {
  const text = printCaddyfile(
    {
      options: [
        directive('admin', ['off']),
        directive(
          'layer4',
          [],
          [directive(':2222', [], [directive('route', [], [directive('proxy', ['localhost:2200'])])])],
        ),
      ],
      sites: [
        site(
          ['*.home.example', 'home.example'],
          [
            directive('tls', [], [directive('dns', ['gandi', '{env.TOKEN}'])]),
            matcher('forge', [directive('host', ['forge.home.example'])]),
            directive('handle', ['@forge'], [directive('reverse_proxy', ['http://localhost:3001'])]),
            matcher('post', [directive('method', ['POST']), directive('path', ['/x*'])]),
            commented('Unknown host.', directive('respond', ['Unknown service', '404'])),
          ],
        ),
        commented('Plain text.', site([':80'], [directive('abort')])),
      ],
    },
    { header: 'From estate.ts.' },
  )
  expect(text).toBe(`# From estate.ts.
{
	admin off
	layer4 {
		:2222 {
			route {
				proxy localhost:2200
			}
		}
	}
}

*.home.example, home.example {
	tls {
		dns gandi {env.TOKEN}
	}

	@forge host forge.home.example
	handle @forge {
		reverse_proxy http://localhost:3001
	}

	@post {
		method POST
		path /x*
	}

	# Unknown host.
	respond "Unknown service" 404
}

# Plain text.
:80 {
	abort
}
`)
})

test.each([
  ['nothing', '', '""'],
  ['a hash', 'a#b', '"a#b"'],
  ['quotes', 'say "hi"', '`say "hi"`'],
  ['a backtick', 'a`b', '"a`b"'],
  ['quotes and a backtick', '"a`b"', '"\\"a`b\\""'],
  ['a regex', '^/a{2}\\.css$', '"^/a{2}\\.css$"'],
  ['a backslash at the end', 'C:\\', '`C:\\`'],
  ['a backslash before a quote', 'a\\"b', '`a\\"b`'],
  ['what looks like a heredoc', '<<A', '"<<A"'],
  ['two lines', 'a\nb', '"a\nb"'],
  ['a placeholder in a word', 'x-{http.request.host}', 'x-{http.request.host}'],
  ['JSON', '{"a": 1}', '`{"a": 1}`'],
])('quotes %s', (_, value, expected) => {
  expect(printCaddyfile({ sites: [site(['a'], [directive('d', [value])])] })).toBe(`a {\n\td ${expected}\n}\n`)
})

const of = (name: string, arg = 'x') => ({ sites: [site(['a'], [directive(name, [arg])])] })

test.each([
  ['a name with a space', of('a b')],
  ['an empty name', of('')],
  ['a brace as name', of('}')],
  ['a lone brace', of('a', '{')],
  ['a control character', of('a', '\u0000')],
  ['a carriage return', of('a', 'a\rb')],
  ['a variable of the environment, which no escape keeps', of('a', literal('{$HOME}'))],
  ['what no quotes can hold', of('a', '`\\"')],
  ['a site without address', { sites: [site([], [])] }],
  ['an address with a comma', { sites: [site(['a,b'], [])] }],
  ['a comment with a carriage return', { sites: [commented('a\rb', site(['a'], []))] }],
  ['a comment with a backslash', { sites: [commented('a\\b', site(['a'], []))] }],
  ['undefined', { sites: [site(['a'], [directive('d', [undefined as unknown as string])])] }],
])('refuses %s', (_, tree) => {
  expect(() => printCaddyfile(tree)).toThrow(TypeError)
})

test('a block does not begin with a blank line', () => {
  const first = commented('Why.', matcher('a', [directive('path', ['/x'])]))
  expect(printCaddyfile({ sites: [site(['a'], [first])] })).toBe('a {\n\t# Why.\n\t@a path /x\n}\n')
})

test('no options, no block for them', () => {
  expect(printCaddyfile({ options: [], sites: [site(['a'], [])] })).toBe('a {\n}\n')
})
