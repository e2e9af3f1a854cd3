import { parse } from 'jsonc-parser'
import { expect, test } from 'vitest'
import { fillPeople, PeopleError, type Policy, personToken, renderPolicy, validate } from './index.ts'

const text = renderPolicy(
  {
    groups: { 'group:media': [personToken('boss'), personToken('guest')] },
    tests: [{ src: personToken('boss'), deny: [`${personToken('guest')}:22`] }],
  },
  'From policy.ts.',
)

function read(filled: string): Policy {
  return parse(filled, [], { allowTrailingComma: true })
}

test('stand in the file by name, as what Tailscale refuses', () => {
  expect(read(text).groups).toEqual({ 'group:media': ['{{ person:boss }}', '{{ person:guest }}'] })
  expect(text).not.toContain('@')
})

test('are filled in', () => {
  const filled = read(fillPeople(text, { boss: 'ada@example.com', guest: 'cal@github', other: 'x@example.com' }))
  expect(filled.groups).toEqual({ 'group:media': ['ada@example.com', 'cal@github'] })
  expect(filled.tests?.[0]?.src).toBe('ada@example.com')
  expect(validate(filled)).toEqual([])
})

test('that are missing are all named, and no login is shown', () => {
  expect(() => fillPeople(text, {})).toThrow(new PeopleError(['boss', 'guest'], []))
  expect(() => fillPeople(text, { boss: 'ada@example.com' })).toThrow('no login for guest;')
})

test.each(['', 'ada', 'ada@', 'a"@example.com', 'a\n@example.com', 'a b@example.com', 'a@b@c', '{{ person:boss }}@x'])(
  'no login: %j',
  login => {
    const fill = () => fillPeople(text, { boss: login, guest: 'cal@github' })
    expect(fill).toThrow('not a login (expected NAME@PROVIDER) for boss')
    expect(fill).not.toThrow(/ada|cal/)
  },
)

test.each(['', 'Boss', 'a b', 'a}', '-a'])('no name for a token: %j', name => {
  expect(() => personToken(name)).toThrow(TypeError)
})

test('a policy without people needs no logins', () => {
  expect(fillPeople('{"a": "{{ other:boss }}"}', {})).toBe('{"a": "{{ other:boss }}"}')
})
