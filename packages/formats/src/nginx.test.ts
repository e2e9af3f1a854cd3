import { expect, test } from 'vitest'
import { block, commented, directive } from './nginx.ts'
import { printNginx } from './nginx-print.ts'

test('prints directives, blocks, maps and comments', () => {
  const text = printNginx(
    [
      directive('worker_processes', 'auto'),
      block('events', [], [directive('worker_connections', '1024')]),
      block(
        'http',
        [],
        [
          block(
            'map',
            ['$http_upgrade', '$connection_upgrade'],
            [directive('default', 'upgrade'), directive('', 'close')],
          ),
          commented(
            'Answered by name.',
            block(
              'server',
              [],
              [
                directive('listen', '8080'),
                block('location', ['~*', '\\.(css|js)$'], [directive('proxy_pass', 'https://$upstream$request_uri')]),
                block('location', ['/healthz'], [directive('return', '200', 'ok\n')]),
              ],
            ),
          ),
        ],
      ),
    ],
    { header: 'From estate.ts.' },
  )
  expect(text).toBe(`# From estate.ts.

worker_processes auto;

events {
    worker_connections 1024;
}

http {
    map $http_upgrade $connection_upgrade {
        default upgrade;
        "" close;
    }

    # Answered by name.
    server {
        listen 8080;

        location ~* \\.(css|js)$ {
            proxy_pass https://$upstream$request_uri;
        }

        location /healthz {
            return 200 "ok\\n";
        }
    }
}
`)
})

test('a long line takes one argument a line', () => {
  const parts = ['{"time":"$time_iso8601",', '"method":"$request_method",', '"uri":"$request_uri","status":$status}']
  expect(printNginx([directive('log_format', 'json_log', 'escape=json', ...parts)])).toBe(`log_format json_log
    escape=json
    '{"time":"$time_iso8601",'
    '"method":"$request_method",'
    '"uri":"$request_uri","status":$status}';
`)
})

test.each([
  ['nothing', '', '""'],
  ['a variable', `\${host}a$b`, `\${host}a$b`],
  ['spaces', 'a b', '"a b"'],
  ['a semicolon', 'max-age=1; x', '"max-age=1; x"'],
  ['a regex with braces', '^/[0-9]{2}\\.x$', '"^/[0-9]{2}\\.x$"'],
  ['a quote inside a word', 'a"b', 'a"b'],
  ['a quote at the start', '"a"', `'"a"'`],
  ['both quotes', `"it's"`, `"\\"it's\\""`],
  ['a hash at the start', '#a', '"#a"'],
  ['a hash inside', 'a#b', 'a#b'],
  ['a backslash at the end', 'a\\', 'a\\\\'],
  ['a backslash that nginx would read as a tab', 'a\\tb', 'a\\\\tb'],
  ['a tab', 'a\tb', '"a\\tb"'],
  ['a closing brace', 'a}', '"a}"'],
])('quotes %s', (_, value, expected) => {
  expect(printNginx([directive('d', value)])).toBe(`d ${expected};\n`)
})

test.each([
  ['a control character', () => printNginx([directive('a', '\u0000')])],
  ['what nginx has no buffer for', () => printNginx([directive('a', 'x'.repeat(4001))])],
  ['undefined', () => printNginx([directive('a', undefined as unknown as string)])],
  ['half a surrogate pair', () => printNginx([directive('\ud800')])],
  ['a carriage return in a comment', () => printNginx([commented('a\rb', directive('a'))])],
])('refuses %s', (_, make) => {
  expect(make).toThrow(TypeError)
})

test('a comment of two lines is two comment lines', () => {
  expect(printNginx([commented('a\n}', directive('b'))])).toBe('# a\n# }\nb;\n')
})
