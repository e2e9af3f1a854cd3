/** The words of an estate's files: hosts, services, routes, needs, backups, the tailnet's policy. What packages read is `@homelab/estate/model`. */
export { type Acceptance, accept, acceptFor, type OwnAcceptance } from './accept.ts'
export { type Adopted, adopt } from './adopt.ts'
export { type Backup, dumped, notBackedUp, saved } from './backup.ts'
export { type Content, type IniValues, ini, json, text, yaml } from './content.ts'
export { type Changed, type Difference, difference } from './difference.ts'
export { type Domain, type Domains, domain, type InDomain, type Way } from './domain.ts'
export { type Estate, type EstateProps, estate } from './estate.ts'
export { type Image, image } from './image.ts'
export { type JournalLog, journalLog, type LogFile, logFile } from './log.ts'
export {
  after,
  asLoginByHand,
  type DatabaseProps,
  database,
  endpoint,
  type LocalBack,
  type LoginProps,
  type Need,
  type Needs,
  oidcLogin,
  type RoleProps,
  role,
} from './needs.ts'
export { type Person, person } from './person.ts'
export {
  type Cluster,
  type ClusterProps,
  type ClusterSource,
  type ClusterTailnet,
  cluster,
  type Host,
  type HostProps,
  host,
  type KubeconfigFile,
  restrictedTo,
  type Tag,
  tagged,
} from './place.ts'
export { http, https, type Port, tcp, udp } from './port.ts'
export {
  type CommandProbe,
  type ContainerProbes,
  commandProbe,
  type GrpcProbe,
  grpcProbe,
  type Health,
  type HttpProbe,
  type Probe,
  type Probes,
  type ProbeTimes,
  type TcpProbe,
  tcpProbe,
} from './probe.ts'
export { type Runner, type RunnerJob, type RunnerProps, runner } from './runner.ts'
export { cron, daily, type Schedule } from './schedule.ts'
export {
  type Audience,
  type DashboardSpec,
  type Issuer,
  type Metrics,
  type MetricsLogin,
  type OpsRoute,
  type PublicRoute,
  type Route,
  type RouteHeaders,
  type Routes,
  type Service,
  type ServiceCertificate,
  type ServiceProps,
  service,
  servicesOf,
  type TailnetRoute,
} from './service.ts'
export {
  type DnsProvider,
  type DnsRecord,
  type DnsStack,
  type DnsStackProps,
  dnsStack,
  type Nameserver,
  type TailnetDns,
  type TailnetKey,
  type TailnetStack,
  type TailnetStackProps,
  tailnetKey,
  tailnetStack,
} from './stack.ts'
export { folder, mariadb, type NfsOption, type Share, type ShareProps, share, sqlite, type Volume } from './storage.ts'
export {
  flowsOf,
  routerOn,
  type TagOwners,
  type TailnetAlias,
  type TailnetAttributes,
  type TailnetDevice,
  type TailnetGrant,
  type TailnetGroup,
  type TailnetPolicy,
  type TailnetPolicyProps,
  type TailnetRouter,
  type TailnetSelector,
  type TailnetSsh,
  type TailnetTest,
  tailnetPolicy,
} from './tailnet-policy.ts'
export {
  driveShares,
  guest,
  type IpSetMember,
  kubernetesAs,
  type RouteApprovers,
  type TailnetAcl,
  type TailnetApp,
  type TailnetConnector,
  type TailnetGuest,
  type TailnetIpSet,
  type TailnetPosture,
  type TailnetSshTest,
} from './tailnet-words.ts'
export { type Textfile, textfile } from './textfile.ts'
export type { Tile, Widget, WidgetValue } from './tile.ts'
export { type AddressPart, type OwnPort, type OwnUrl, ownHostname, ownPort, ownUrl } from './url.ts'
export { type Secret, type Vault, type VaultProps, vault } from './vault.ts'
export { type ExternalWorkload, external } from './workload.ts'
