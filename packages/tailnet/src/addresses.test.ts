import { BlockList } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contains, overlap, parseRange, type Range } from './addresses.ts'

const read = (text: string): Range => {
  const range = parseRange(text)
  if (range === undefined) throw new TypeError(text)
  return range
}

test('addresses are read in every way of writing them', () => {
  const same = (...texts: readonly string[]) =>
    new Set(texts.map(text => `${read(text).first} ${read(text).last}`)).size
  expect(same('fd7a:115c:a1e0::1', 'FD7A:115C:A1E0:0:0:0:0:1', 'fd7a:115c:a1e0:0000::0.0.0.1')).toBe(1)
  expect(same('::', '0:0:0:0:0:0:0:0', '::0')).toBe(1)
  expect(same('10.1.2.3/16', '10.1.0.0/16')).toBe(1)
  expect(read('255.255.255.255').first).toBe(4_294_967_295n)
  expect(read('1::/16').first).toBe(1n << 112n)
})

test('what is none is not read', () => {
  for (const text of ['', '10.0.0', '10.0.0.0/33', '::/129', '10.0.0.0/8/8', 'fe80::1%eth0', '10.0.0.0/-1', 'a.b.c.d'])
    expect(parseRange(text)).toBeUndefined()
})

/** Close together, so that they meet. */
const v4 = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(255)).map(([a, b, c]) => `10.${a}.${b}.${c}`)
const v6 = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(65_535)).map(([a, b, c]) => `fd7a:${a}::${b}:${c.toString(16)}`)
const cidr = fc.oneof(
  fc.tuple(v4, fc.integer({ min: 0, max: 32 })).map(([base, bits]) => `${base}/${bits}`),
  fc.tuple(v6, fc.integer({ min: 0, max: 128 })).map(([base, bits]) => `${base}/${bits}`),
)

test('ranges meet as Node says', () => {
  fc.assert(
    fc.property(cidr, cidr, (one, other) => {
      const [a, b] = [read(one), read(other)]
      const block = ({ base, bits, family }: Range) => {
        const list = new BlockList()
        list.addSubnet(base, bits, family)
        return list
      }
      const same = a.family === b.family
      expect(overlap(a, b)).toBe(same && (block(a).check(b.base, b.family) || block(b).check(a.base, a.family)))
      expect(contains(a, b)).toBe(same && a.bits <= b.bits && block(a).check(b.base, b.family))
    }),
  )
})
