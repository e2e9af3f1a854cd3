import { itemAddress, vault } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { onePassword } from './index.ts'
import { opReference } from './reference.ts'

const { secrets } = vault('safe', {
  store: onePassword(),
  items: {
    app: { id: 'a1', fields: ['password'] },
    'Proxy (edge)': { id: 'p1', fields: ['token'] },
    'our word for it': { id: 'x1', untitled: true, fields: ['token'] },
  },
})

test.each([
  ['by its title', secrets.app.password, 'app', 'op://safe/app/password'],
  [
    'by its id, where a reference cannot spell the title',
    secrets['Proxy (edge)'].token,
    'Proxy (edge)',
    'op://safe/p1/token',
  ],
  ['by its id, where the title is not known', secrets['our word for it'].token, 'x1', 'op://safe/x1/token'],
])('an item is addressed %s', (_, secret, address, reference) => {
  expect(itemAddress(secret)).toBe(address)
  expect(opReference(secret)).toBe(reference)
})
