import type { PublicProxyRequest } from '@homelab/estate/model'
import { checkTunnel } from './checks.ts'
import type { CloudflareTunnel } from './settings.ts'

/** Its file is one of its workload’s: here is what is wrong with it. */
export function render(request: PublicProxyRequest) {
  const { publicProxy } = request.service.workload as { readonly publicProxy?: CloudflareTunnel }
  return { files: [], findings: publicProxy === undefined ? [] : checkTunnel(request, publicProxy) }
}
