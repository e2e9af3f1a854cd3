/** Where the Caddyfile by itself is rendered. */
export const caddyfilePath = 'caddy/Caddyfile'

/** The matcher of a route for addresses that it does not answer. */
export const elsewhere = 'elsewhere'
