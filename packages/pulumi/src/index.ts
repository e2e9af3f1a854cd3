/** The stacks that apply the tailnet's policy and the DNS records, as Pulumi YAML. */
import type { Projection } from '@homelab/estate/model'
import { dnsStackFiles } from './dns.ts'
import { providerFindings } from './dns-providers.ts'
import { publicNameFindings } from './public-names.ts'
import { tailnetStackFiles } from './tailnet.ts'
import { dnsFindings } from './tailnet-dns.ts'

export { dnsFolder, targetAddressKey } from './dns.ts'
export { type PreviewedResource, previewedIn } from './preview.ts'
export { policyFile, policyHashKey, tailnetFolder } from './tailnet.ts'

export const pulumi: Projection = {
  target: 'pulumi',
  render: resolved => ({
    files: [...tailnetStackFiles(resolved), ...dnsStackFiles(resolved)],
    claims: [],
    findings: [...providerFindings(resolved), ...publicNameFindings(resolved), ...dnsFindings(resolved)],
  }),
}
