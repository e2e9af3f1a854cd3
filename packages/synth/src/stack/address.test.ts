import { domain, estate, external, host, https, type Resolved, resolvedOf, service } from '@homelab/estate/model'
import { emptyEstate } from '@homelab/estate/samples'
import { expect, test, vi } from 'vitest'
import { proxyAddress } from './address.ts'

const answering = (address: string) => vi.fn(async () => ({ address }))

const meta = { url: 'file:///lab/apps/lab/estate.ts' }
const box = host('box', { platform: 'linux', role: 'proxies' })
const proxy = service(meta, 'proxy', {
  title: 'Proxy',
  summary: 'proxy',
  ports: { https: https(443) },
  workload: external(box),
  serves: 'ops',
})
const dns = { domain: 'ops', addressVariable: 'LAB_ADDRESS' }
const lab = (...services: readonly (typeof proxy)[]): Resolved =>
  resolvedOf(
    estate(meta, 'lab', {
      ...emptyEstate,
      title: 'Lab',
      hosts: [box],
      domains: { tailnet: domain('tailnet', 'lab.ts.net'), ops: domain('ops', 'ops.example.org') },
      services,
    }),
  )

test('the proxy’s host is looked up in the tailnet', async () => {
  const lookup = answering('100.64.0.7')
  expect(await proxyAddress(lab(proxy), dns, { LAB_ADDRESS: '' }, lookup)).toBe('100.64.0.7')
  expect(lookup).toHaveBeenCalledWith('box.lab.ts.net', { family: 4 })
})

test('an answer from outside of the tailnet is refused: private names never lead to a stranger', async () => {
  await expect(proxyAddress(lab(proxy), dns, {}, answering('203.0.113.9'))).rejects.toThrow(
    '203.0.113.9, which is no address of a tailnet',
  )
})

test('a name that is not known says how to go on', async () => {
  const lookup = () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))
  await expect(proxyAddress(lab(proxy), dns, {}, lookup)).rejects.toMatchObject({
    message: 'the address of box.lab.ts.net is not known (ENOTFOUND)',
    fix: 'join the tailnet, or set LAB_ADDRESS',
  })
})

test('what is given is taken, and no name looked up', async () => {
  const lookup = answering('100.64.0.7')
  expect(await proxyAddress(lab(proxy), dns, { LAB_ADDRESS: '192.0.2.7' }, lookup)).toBe('192.0.2.7')
  await expect(proxyAddress(lab(proxy), dns, { LAB_ADDRESS: 'box' }, lookup)).rejects.toThrow('no IPv4 address: box')
  expect(lookup).not.toHaveBeenCalled()
})

test('an estate without a proxy has no address', async () => {
  await expect(proxyAddress(lab(), dns, {})).rejects.toThrow('no service of the tailnet serves the private names')
})
