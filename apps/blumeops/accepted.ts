import { type Acceptance, acceptFor } from '@homelab/estate'

const moved =
  'moved into the cluster, and members reach it through Caddy; its Ingress may carry the tag once the operator’s OAuth client owns it'
const denied =
  'only tests name it: a denial that must hold again when something carries the tag, so Tailscale has to know it'

/** Findings of no single service that the estate lives with. Each was looked at for itself. */
export const accepted: readonly Acceptance[] = [
  deadGrant('autogroup:member -> tag:kiwix tcp:443', `Kiwix ${moved}`),
  deadGrant('autogroup:member -> tag:devpi tcp:443', `Devpi ${moved}`),
  deadGrant('autogroup:member -> tag:feed tcp:443', `Miniflux ${moved}`),
  deadGrant(
    'autogroup:member -> tag:pg tcp:5432',
    'PostgreSQL moved into the cluster; carrying the tag would open it to members, who do not reach it today',
  ),
  deadGrant(
    'tag:homelab -> tag:homelab *',
    'there is one server; it opens nothing until there is a second, and a test of today asks for it',
  ),
  deadGrant(
    'tag:ci-gateway -> tag:registry tcp:443',
    'what builds images stays outside of this estate and may carry the tag; if nothing does, the grant opens nothing',
  ),
  acceptFor(
    'tag:workstation',
    'policy-unused-tag',
    'no rule names it, so it opens nothing; a device outside of this estate may carry it, and then needs an owner',
  ),
  acceptFor(
    'blumeops',
    'unread-secret',
    'the raw copy of which a person makes `credentials-base64` (facts O2); that the two still agree nobody checks',
    'items.1Password Connect.credentials-file',
  ),
  acceptFor(
    'blumeops',
    'unread-secret',
    'a person logs in with it by hand (facts O2); that it still lets anybody in nobody checks',
    'items.Argo CD admin.password',
  ),
  acceptFor('tag:grafana', 'policy-unused-tag', denied),
  acceptFor('tag:loki', 'policy-unused-tag', denied),
  acceptFor(
    'tailnet',
    'policy-unapproved-host',
    'the one Service of the server is there without an approver (facts T4, N2), so somebody approved it by hand; an approver would change who may serve it',
    'serviceApprovers indri',
  ),
  denial(
    'tag:registry:443',
    'the registry is a name on 443, where members reach the forge, and reading it wants no login: a member may pull every image, and push none. Another port would be another name of every image',
  ),
  denial('tag:k8s-api:443', 'Caddy answers there; the API is a Service of its own, which members do not reach'),
  denial(
    'tag:homelab:22',
    'granted for the forge, whose SSH is 2222 by now; the server’s own asks for a key. Closing it is a change of its own',
  ),
]

function deadGrant(grant: string, reason: string): Acceptance {
  return acceptFor('tailnet', 'policy-dead-grant', reason, `grant ${grant}`)
}

/** A denial for members that does not hold for the server, which carries more tags than the one denied. */
function denial(destination: string, reason: string): Acceptance {
  return acceptFor('tailnet', 'policy-test-failed', reason, `test member deny ${destination}`)
}
