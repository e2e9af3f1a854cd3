import { expect, test } from 'vitest'
import { printUnit } from './unit-file.ts'

test('sections, settings that stand several times, and quoted words', () => {
  const text = printUnit(
    {
      Unit: [['Description', '100% of it']],
      Service: [
        ['Environment', ['A=plain']],
        ['Environment', ['B=two words and a "quote"']],
        ['ExecStart', ['/bin/sh', '-c', 'echo $HOME 5%']],
      ],
    },
    ['Managed.'],
  )
  expect(text).toBe(`# Managed.

[Unit]
Description=100%% of it

[Service]
Environment=A=plain
Environment="B=two words and a \\"quote\\""
ExecStart=/bin/sh -c "echo $$HOME 5%%"
`)
})

test('a backslash at the end would take in the next setting', () => {
  expect(
    printUnit(
      {
        Unit: [
          ['Description', 'C:\\'],
          ['After', 'a'],
        ],
      },
      [],
    ),
  ).toContain('Description=C:\\ \nAfter=a\n')
})

test('a line feed would begin another setting', () => {
  expect(() => printUnit({ Unit: [['Description', 'a\nExecStart=/bin/evil']] }, [])).toThrow(
    /Description: got .+ \(expected one line/,
  )
})

test.each(['\n', '\r', '\u0000', '\u001b', '\u0085'])('refuses %j, which systemd or a terminal would obey', hidden => {
  expect(() => printUnit({ Unit: [['Description', `a${hidden}b`]] }, [])).toThrow(/^systemd Description: got /)
  expect(() => printUnit({ Service: [['ExecStart', ['/bin/a', `x${hidden}`]]] }, [])).toThrow(
    /^systemd ExecStart: got /,
  )
})
