import { expect, test } from 'vitest'
import { type Plist, printPlist } from './plist.ts'

test('prints a LaunchAgent, keys in the order given', () => {
  const text = printPlist(
    {
      Label: 'a.b',
      ProgramArguments: ['/bin/x', '--flag=<&>', ''],
      EnvironmentVariables: { PATH: '/bin' },
      KeepAlive: true,
      RunAtLoad: false,
      StartInterval: 300,
      Nice: -1.5,
    },
    { header: 'From estate.ts.' },
  )
  expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!--
  From estate.ts.
-->
<plist version="1.0">
  <dict>
    <key>Label</key>
    <string>a.b</string>
    <key>ProgramArguments</key>
    <array>
      <string>/bin/x</string>
      <string>--flag=&lt;&amp;&gt;</string>
      <string/>
    </array>
    <key>EnvironmentVariables</key>
    <dict>
      <key>PATH</key>
      <string>/bin</string>
    </dict>
    <key>KeepAlive</key>
    <true/>
    <key>RunAtLoad</key>
    <false/>
    <key>StartInterval</key>
    <integer>300</integer>
    <key>Nice</key>
    <real>-1.5</real>
  </dict>
</plist>
`)
})

test.each([
  ['null', { a: null }],
  ['undefined', { a: undefined }],
  ['NaN', [Number.NaN]],
  ['a whole number that is not exact', [2 ** 53]],
  ['a control character', { a: ['\u0000'] }],
  ['a control character in a key', { '\u0008': 1 }],
])('refuses %s', (_, value) => {
  expect(() => printPlist(value as unknown as Plist)).toThrow(TypeError)
})

test('refuses a header that would end the comment', () => {
  expect(() => printPlist({}, { header: 'a --> b' })).toThrow(TypeError)
})
