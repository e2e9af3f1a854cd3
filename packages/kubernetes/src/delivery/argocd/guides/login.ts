import { asTyped, type Block, noted, shell } from '@homelab/formats/page'
import type { GuidedCluster } from '../../guides.ts'
import { loginTo } from '../commands.ts'

/** Logs the command line of Argo CD in, through the private name where there is one: ingresses carry no gRPC. */
export function login({ cluster, itself }: GuidedCluster): Block {
  return itself?.hostname === undefined
    ? undefined
    : shell(noted('asks for the password', asTyped(loginTo(cluster, itself.hostname, '--grpc-web'))))
}
