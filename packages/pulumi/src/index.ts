/** The stacks that apply the tailnet's policy and the DNS records, as Pulumi YAML. */
import type { Projection } from '@homelab/estate/model'
import { adoptedFindings } from './adopted.ts'
import { carriedFindings } from './carried.ts'
import { dnsProgram } from './dns.ts'
import { providerFindings } from './dns-providers.ts'
import { publicNameFindings } from './public-names.ts'
import { servedFindings } from './served.ts'
import { stackFiles } from './stack-files.ts'
import { tailnetProgram } from './tailnet.ts'
import { dnsFindings } from './tailnet-dns.ts'

export { dnsFolder } from './dns.ts'
export { type PreviewedResource, previewedIn } from './preview.ts'
export { type PrivateNames, privateNames } from './records.ts'
export { policyFile, policyHashKey, tailnetFolder } from './tailnet.ts'

export const pulumi: Projection = {
  target: 'pulumi',
  render: resolved => {
    const programs = [tailnetProgram(resolved), dnsProgram(resolved)].filter(program => program !== undefined)
    return {
      files: programs.flatMap(stackFiles),
      claims: [],
      findings: [
        ...providerFindings(resolved),
        ...publicNameFindings(resolved),
        ...carriedFindings(resolved),
        ...dnsFindings(resolved),
        ...servedFindings(resolved),
        ...programs.flatMap(adoptedFindings),
      ],
    }
  },
}
