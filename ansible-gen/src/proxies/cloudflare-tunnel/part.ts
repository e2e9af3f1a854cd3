import { type Options, type Part, type PublicProxyPart, renderer } from '@homelab/estate/model'
import type { CloudflareTunnel, OriginRequest } from './settings.ts'
import { tunnelWords } from './words.ts'

const ofOrigin: Options<OriginRequest> = {
  ...{ connectTimeout: true, tlsTimeout: true, tcpKeepAlive: true, keepAliveTimeout: true, keepAliveConnections: true },
  ...{ noHappyEyeballs: true, httpHostHeader: true, originServerName: true, caPool: true, noTLSVerify: true },
  ...{ disableChunkedEncoding: true, http2Origin: true },
}

const options: Options<CloudflareTunnel> = {
  ...{ kind: true, id: true, maxBodyMegabytes: true },
  logins: { requests: true, withinSeconds: true, refusedSeconds: true },
  originRequest: ofOrigin,
  originRequests: { '*': ofOrigin },
}

const proxy: PublicProxyPart = {
  contract: 'public-proxy',
  kinds: ['cloudflare-tunnel'],
  options,
  inWorkload: (settings, run) => tunnelWords(settings as CloudflareTunnel, run),
  renderer: renderer(() => import('./render.ts')),
}

/** A tunnel of Cloudflare, which any workload runs. */
export const tunnelParts: readonly Part[] = [proxy]
