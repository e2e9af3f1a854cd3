/** Where the container has what logrotate is told, and where logrotate keeps what it did. */
export const rotationFile = '/etc/logrotate-proxy.conf'
export const rotationState = '/run/logrotate.state'

/** On the machine's own disk: a new machine starts without it. */
export const cacheFolder = '/tmp/cache'

/** The platform's secret that holds the tailnet's auth key, as Tailscale's own containers call it. */
export const authKeyVariable = 'TS_AUTHKEY'
