import type { Cluster } from '@homelab/estate/model'
import { type Block, noted, shell } from '@homelab/formats/page'
import type { Context } from '../context.ts'
import { delivererOf } from '../model/cluster.ts'
import { argocd } from '../shell/programs.ts'

/** Logs the command line of Argo CD in, through the private name where there is one: ingresses carry no gRPC. */
export function argocdLogin(context: Context, cluster: Cluster): Block {
  const service = delivererOf(context, cluster)
  const routes = service === undefined ? [] : context.find.routesOf(service.name)
  const route = routes.find(({ kind }) => kind === 'ops') ?? routes[0]
  return route === undefined
    ? undefined
    : shell(noted('asks for the password', argocd('login', route.hostname, '--grpc-web', '--username', 'admin')))
}
