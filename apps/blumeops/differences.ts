import { type Difference, difference } from '@homelab/estate'
import { ansibleNotes } from './ansible-notes.ts'
import { minikube } from './hosts.ts'
import { operationsNotes } from './operations-notes.ts'
import { proxyNotes } from './proxy-notes.ts'
import { tailnetNotes } from './tailnet-notes.ts'

/** From the root of the repository. */
const rendered = `${minikube.source.rendered}/${minikube.source.folder}`

/** What is no single service's: deliberate differences from the facts, and known inconsistencies with what became of them. */
export const differences: readonly Difference[] = [
  difference('where Applications read from', {
    today: 'argocd/apps and argocd/manifests/APP, written by hand',
    now: `${rendered}/apps and ${rendered}/manifests/APP, rendered; Applications of hand-written services stay where they are`,
    why: 'both can be in the repository at once, so that each Application moves by itself and can move back',
    facts: 'K1, K2, K23',
  }),
  difference('where the values of charts lie', {
    today: '$values/argocd/manifests/DIR/values.yaml',
    now: `$values/${rendered}/values/APP.yaml`,
    why: 'a folder of manifests holds manifests alone',
    facts: 'K3',
  }),
  difference('a changed ConfigMap rolls its pods', {
    today: 'pods keep the old file until somebody restarts them',
    now: 'an annotation with the files’ hash stands on the pods',
    why: 'what is in Git is what runs; each such pod restarts once when it is adopted',
    facts: 'K10, K11, K13, K16',
  }),
  difference('the token of the service account', {
    today: 'in every pod that does not refuse it',
    now: 'in those alone that use the Kubernetes API',
    why: 'whoever breaks into a pod finds it there',
    facts: 'K10 to K18',
  }),
  difference('the protocol of ports of Services', {
    today: 'written for Grafana, Miniflux and PostgreSQL; left to the default, TCP, for the others',
    now: 'written for every port',
    why: 'server-side apply tells ports apart by number and protocol; the live objects have the default already',
    facts: 'K8, K10 to K18',
  }),
  difference('network policies', {
    today: 'none',
    now: 'can be rendered from the declared flows; off for this cluster',
    why: 'minikube’s default network plugin enforces none, and objects that do nothing mislead',
    facts: 'N9',
  }),
  difference('sync policy of the root Application', {
    today: 'deployed manual; two pages say automated',
    now: 'kept: manual, like every Application',
    why: 'the deployed value wins',
    facts: 'K1',
    settles: 'kubernetes.md: Sync policy of `apps`',
  }),
  difference('the order on an empty cluster', {
    today: 'the Tailscale operator first, before anything delivers its credentials',
    now: 'Argo CD, 1Password Connect and External Secrets first, then the Tailscale operator',
    why: 'its Secret comes from External Secrets, and Argo CD reads the forge without the tailnet of the cluster',
    facts: 'K3',
  }),
  difference('addresses on which Forgejo and Zot listen', {
    today: 'configured 0.0.0.0; the page of ports says localhost',
    now: 'kept as configured',
    why: 'minikube pulls images from Zot through the host’s address, which localhost would refuse',
    facts: 'N5, N9',
    settles: 'network.md: Forgejo and Zot bind address',
  }),
  difference('the port of the Kubernetes API on the host', {
    today: 'a page prints 44491; the Docker driver picks another at each start',
    now: 'no number is written; the service is addressed by its name in the tailnet',
    why: 'the number is an example of one start',
    facts: 'N5',
    settles: 'network.md: Kubernetes API port on indri',
  }),
  difference('the address of the NAS’s exporter', {
    today: 'a page says sifaka:9100; Prometheus scrapes 192.168.1.203:9100',
    now: 'kept: the address, derived because pods do not resolve names of the local network',
    why: 'the deployed value wins',
    facts: 'N7, K10',
    settles: 'network.md: sifaka exporter target',
  }),
  difference('the container runtime of the node', {
    today: 'minikube uses docker, while the registry files are containerd’s',
    now: 'kept: both; registry files are written as today',
    why: 'changing the runtime recreates the node',
    facts: 'N9',
    settles: 'network.md: Container runtime',
  }),
  difference('how Jellyfin’s media are mounted', {
    today: 'documented as NFS; AutoMounter mounts them by SMB',
    now: 'documented as SMB: the share has no NFS clients',
    why: 'the deployed value wins',
    facts: 'N8',
    settles: 'network.md: Jellyfin media',
  }),
  difference('how Docker Desktop starts', {
    today: 'one page says by hand, the restart procedure says at login',
    now: 'among the steps by hand of the host: started after each login',
    why: 'starting what runs does nothing, and the cluster does not come up without it',
    facts: 'N1',
    settles: 'network.md: Docker Desktop',
  }),
  ...operationsNotes,
  ...ansibleNotes,
  ...proxyNotes,
  ...tailnetNotes,
  difference('what the proxy’s cache counter counts', {
    today: 'every line: match-all stands beside a source',
    now: 'lines with a cache status alone, chosen by a stage.match',
    why: 'the hit rate is of what is cached; leaving out match-all is not enough, since nginx writes an empty status and a counter counts it',
    facts: 'P7, P9',
    settles: 'proxy.md: February cache counter',
  }),
]
