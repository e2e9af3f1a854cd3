import { domain } from '@homelab/estate'
import { type Expected, fixture } from '../parts.ts'

export default fixture(import.meta, {
  clusters: [],
  domains: {
    public: domain('public', 'example.org'),
    // here
    shop: domain('public', 'example.com'),
  },
})
export const expected: Expected = ['mistaken-domain estate domains.shop.kind']
