import { flyApp } from '@homelab/ansible-gen'
import { difference, endpoint, http, image, type Needs, service } from '@homelab/estate'
import { asLokiPush, asRemoteWrite, dashboard, dashboardDifferences, proxyAlloy } from '@homelab/observability'
import { flyApplication, flyio } from '../hosts.ts'
import { resolver } from '../network.ts'
import { flyioDashboard } from '../parts/dashboards/flyio/index.ts'
import { accessLogPrefix } from '../parts/exporters/access-log.ts'
import { loki } from './loki.ts'
import { prometheus } from './prometheus.ts'

const accessLog = '/var/log/nginx/access.json.log'

/** facts P4-P9: February's service with March's hardening. */
export const flyioProxy = service(import.meta, 'flyio-proxy', {
  title: 'Fly.io proxy',
  summary: 'public reverse proxy',
  ports: { http: http(8080) },
  workload: flyApp({
    at: flyio,
    app: flyApplication,
    region: 'sjc',
    // facts P9: February's was what the platform gives by default, 256 MB, for nginx, the tailnet and the collector.
    memoryMegabytes: 512,
    images: {
      nginx: image('nginx', '1.28.2-alpine'),
      tailscale: image('docker.io/tailscale/tailscale', 'v1.92.5'),
      alloy: image('docker.io/grafana/alloy', 'v1.13.1'),
    },
    resolver,
    accessLog,
    logMegabytes: 10,
    telemetry: proxyAlloy({
      accessLog,
      job: 'flyio-nginx',
      metricPrefix: accessLogPrefix,
      scrapeIntervalSeconds: 15,
      lines: { perSecond: 50, burst: 1000 },
    }),
    limits: { perSecond: 10, staticBurst: 20, dynamicBurst: 50, connections: 50, logins: { perSecond: 3, burst: 5 } },
    cache: { megabytes: 200, inactiveHours: 24, okHours: 24, notFoundMinutes: 1, assetDays: 7 },
    bans: { maxRetries: 5, findSeconds: 600, banSeconds: 3600 },
  }),
  serves: 'public',
  dashboards: [dashboard(flyioDashboard)],
  needs: (): Needs => [
    endpoint(loki, 'http', 'pushes access logs', asLokiPush()),
    endpoint(prometheus, 'http', 'pushes metrics of requests', asRemoteWrite()),
  ],
  differences: [
    ...dashboardDifferences(flyioDashboard),
    difference('who a limit is about', {
      today: 'the address that nginx sees: Fly’s own proxy, so that all visitors share one bucket',
      now: 'the client that Fly names in Fly-Client-IP, believed from Fly’s edge alone; also a field of the log. Of IPv6 a /64 is one client',
      why: 'one visitor could shut out all others, and none was ever limited by itself; who has IPv6 has 2^64 addresses',
      facts: 'P6, P9',
      settles: 'proxy.md: Rate limit key (February)',
    }),
    difference('names of upstreams', {
      today: 'looked up once, when nginx starts, which fails while MagicDNS is not ready',
      now: 'looked up for each request through the tailnet’s resolver; an answer is kept for 30 s',
      why: 'an Ingress may change its address, and the proxy must start before it knows any',
      facts: 'P6, P9',
      settles: 'proxy.md: Start-up (February)',
    }),
    difference('what a static site is asked for', {
      today:
        'the URL, query, headers and body that the client sent, while the cache knows the page by its decoded path alone',
      now: 'the normalised path alone, neither a body nor its length; answers without cookies; GET and HEAD only',
      why: 'whoever asks first with an odd URL or header would decide what all others see for a day, and who promises a body what they wait for',
      facts: 'P6',
    }),
    difference('certificates of upstreams', {
      today: 'not verified',
      now: 'verified for the upstream’s name, against the authorities of `ca-certificates`; an Ingress whose certificate has run out is answered with our own page, as one that is down',
      why: 'whoever gets to an upstream’s address would be sent the visitors, and fill the cache',
      facts: 'P5, P6',
    }),
    difference('security headers of a static site', {
      today: 'none',
      now: 'X-Frame-Options, X-Content-Type-Options, Strict-Transport-Security and Referrer-Policy on every answer, as March’s forge has them: no other site can show a page in a frame, and browsers keep to HTTPS for a year',
      why: 'a site that others may frame lends them its name',
      facts: 'P6, P9',
    }),
    difference('pages of an upstream that is down', {
      today: 'served stale on errors of the connection, not when the Ingress answers 502 for a pod that is gone',
      now: 'also on 500, 502, 503 and 504; without a cached page, a friendly one of our own',
      why: 'the Ingress is up when the pod behind it is not',
      facts: 'P6, P9',
    }),
    difference('answer to a client that goes too fast', {
      today: 'status 503',
      now: 'status 429',
      why: '503 is what an upstream that is down looks like, in the log and on the dashboard',
      facts: 'P6',
    }),
    difference('redirects of an upstream', {
      today: 'March’s upstreams in variables pass on redirects that name the private host',
      now: 'redirects name the public host, also where the private one has a port, capitals, a dot at its end or no scheme, or is that of the private proxy',
      why: 'with variables nginx stops rewriting them by itself, and its own way leaves all but one spelling',
      facts: 'P6, P9',
    }),
    difference('images of the public proxy', {
      today: 'nginx:alpine, Tailscale stable, Alloy v1.5.1',
      now: 'nginx 1.28.2 and Alloy v1.13.1 as in March, Tailscale as in the cluster',
      why: 'a deployment changes what was meant to change and nothing else',
      facts: 'P5, P9, K21',
    }),
    difference('deployment of the public proxy', {
      today: 'in place; one top-level health check',
      now: 'blue-green; the health check stands under the HTTP service',
      why: 'a configuration that does not start never takes over',
      facts: 'P4, P9',
    }),
    difference('how many requests of one client are under way', {
      today: 'any number',
      now: '50, WebSockets among them; one more is answered with status 429',
      why: 'the proxy has 1024 connections a worker for all, and whoever reads slowly holds one without spending his rate',
      facts: 'P6',
    }),
    difference('the key while the machine joins the tailnet', {
      today: 'a word of the command line, and a variable of the daemon',
      now: 'a file that root alone reads, and that is gone once the machine has joined',
      why: 'every process may read the command lines of all others',
      facts: 'P5',
    }),
    difference('a tailnet that does not take the machine in', {
      today: 'the start script waits forever, with the key in its hands',
      now: 'after 60 s the container ends with an error, and the platform starts another; the key’s file is gone however the script ends',
      why: 'a key that has ended looks like a machine that is about to come up, and nobody hears of it',
      facts: 'P5, P8',
    }),
    difference('labels of the access log', {
      today: 'method and host as the client sends them',
      now: 'the usual methods and the declared hosts; all others are `other`, and the line itself keeps the beginning of what was sent',
      why: 'whoever makes up names makes a stream and a dozen series with each, until Loki refuses everybody’s',
      facts: 'P7',
    }),
    difference('lines of the access log', {
      today: 'one for each request, as long as its sender likes: up to 64 KB; one client wrote 116 MB/s of them',
      now: 'at most 1.5 KB; of requests that no limit has let through (too fast, no HTTP) one in a hundred has a line, whose field `weight` says so, and the counter of requests adds it up',
      why: 'one client could fill the disk, and Loki with it',
      facts: 'P6, P7',
    }),
    difference('what is limited on the public proxy', {
      today: 'requests to a site that is served; foreign hosts, the health check and whatever is refused, are not',
      now: 'all requests of a client together; foreign hosts get no answer from a limit either',
      why: 'an answer that costs nothing still costs a line of the log',
      facts: 'P6',
    }),
    difference('size of the logs', {
      today: 'grow until the disk is full, and all of it goes to Loki',
      now: 'logrotate keeps two files of 10 MB, looked at each 10 s; Alloy pushes up to 50 lines a second, of bursts 1,000, and counts those that it drops in loki_process_dropped_lines_total',
      why: 'the machine has one disk for all, and nobody reads more',
      facts: 'P5, P7',
    }),
    difference('memory of the public proxy', {
      today: 'not stated: the platform’s default, 256 MB when this was written',
      now: '512 MB, as in March',
      why: 'nginx, the tailnet and Alloy share it, and a default changes without a word',
      facts: 'P4, P9',
    }),
    difference('joining the tailnet', {
      today: 'routes are not accepted by the start script',
      now: '--accept-routes',
      why: 'addresses of services behind the proxy group are routes, and Linux takes none unless told',
      facts: 'P5, N2',
    }),
  ],
})
