import { type Difference, difference } from '@homelab/estate'

/** What became of the inconsistencies of proxy.md that are no single service's, and how the proxies are made. */
export const proxyNotes: readonly Difference[] = [
  difference('the way of the public proxy’s telemetry', {
    today: 'one page says through Caddy; deployed are the tailnet’s own endpoints of Loki and Prometheus',
    now: 'kept as deployed: the machine may reach only what carries `tag:flyio-target`, so the addresses follow',
    why: 'the policy does not let it reach Caddy, and must not',
    facts: 'P7',
    settles: 'proxy.md: Route of Fly telemetry',
  }),
  difference('the list of Caddy’s routes', {
    today: 'written by hand in two pages, one of which omits three',
    now: 'the Caddyfile and every page are rendered from the services’ routes',
    why: 'a list that is written beside the routes goes stale',
    facts: 'P2',
    settles: 'proxy.md: Caddy route list in documentation',
  }),
  difference('names of Caddy’s matchers', {
    today: 'chosen by hand; `hajimari` survives from an earlier start page',
    now: 'the services’ names',
    why: 'nobody outside of the file sees them, and a name that lies misleads whoever reads it',
    facts: 'P2',
    settles: 'proxy.md: `hajimari`',
  }),
  difference('Host toward back ends that speak HTTPS', {
    today: 'unchanged by the Caddy that was built by hand',
    now: 'said in the Caddyfile: `header_up Host`',
    why: 'since 2.11 Caddy puts the back end’s own name there, and Grafana refuses requests from another name',
    facts: 'P1',
  }),
  difference('the program of Caddy', {
    today: 'built by hand on the server, versions not recorded',
    now: 'built from pinned modules by `mise run build-caddy`, the same bytes wherever it is built',
    why: 'nobody could say what runs, nor build it again',
    facts: 'A14',
  }),
  difference('headers that protect visitors of a dynamic site', {
    today: 'set for the server; the locations that set one of their own lose them all',
    now: 'every location repeats them; the upstream’s own are taken away first, so that each stands once',
    why: 'nginx inherits headers only into a level that sets none',
    facts: 'P9',
    settles: 'proxy.md: Security headers (March)',
  }),
  difference('files of a dynamic site in the cache', {
    today: 'by their ending, whoever asks: a picture that a member may see is kept for everybody',
    now: 'what is asked with a cookie or a login is neither stored nor looked up',
    why: 'a private repository’s pictures look like any other file',
    facts: 'P9',
  }),
  difference('what is told of a client’s address', {
    today: 'appended to what the client says of itself',
    now: 'the address alone that Fly names',
    why: 'whoever reads the first entry would believe the client',
    facts: 'P9',
  }),
  difference('failed logins that fail2ban reads', {
    today: 'lines of the access log, whose path the client spells',
    now: 'a log of its own with time, address and status; nginx decides by the normalised path what goes there',
    why: '`/user/%6cogin` is a login too, and was never seen',
    facts: 'P9',
  }),
  difference('how auto-stop is switched off', {
    today: 'the deployed file says `"off"`, a how-to the boolean',
    now: '`"off"`',
    why: 'the deployed value wins, and is what Fly documents',
    facts: 'P4',
    settles: 'proxy.md: Health check names (February)',
  }),
]
