import { type Difference, difference } from '@homelab/estate'

/** What became of the inconsistencies of tailscale.md, and how the tailnet is applied. */
export const tailnetNotes: readonly Difference[] = [
  difference('tags of the server in the documentation', {
    today: 'the page omits two',
    now: 'the pages show what the hosts carry',
    why: 'a list beside the hosts goes stale',
    facts: 'T7',
    settles: 'tailscale.md: Device tags in documentation',
  }),
  difference('tags of services that moved into the cluster', {
    today: 'the server still carries `tag:loki`; grants for members name four tags that nothing carries',
    now: '`tag:loki` is gone from the server; `tag:forge` stays; the four grants stand, each with a reason',
    why: 'the tag opened nothing. Whether members get Kiwix, feeds, packages and PostgreSQL by their own names again is a decision of its own; until then the grants open nothing',
    facts: 'T2, T7',
    settles: 'tailscale.md: `tag:loki`, `tag:forge` on indri',
  }),
  difference('where the policy lies', {
    today: '`pulumi/tailscale/policy.hujson`; two pages name another folder',
    now: '`dist/tailscale/policy.hujson`, rendered, with people by name',
    why: 'addresses of people stand in the vault alone',
    facts: 'T1, T7',
    settles: 'tailscale.md: Policy path',
  }),
  difference('the Gandi token', {
    today: 'one page calls Caddy’s and Pulumi’s two credentials; both read one item',
    now: 'one secret reference, named by both',
    why: 'the deployed value wins',
    facts: 'T9, A14',
    settles: "tailscale.md: Caddy's Gandi token",
  }),
  difference('`tag:workstation`', {
    today: 'has owners, and nothing carries it',
    now: 'kept, with an accepted finding',
    why: 'a device outside of the estate may carry it, and then needs an owner',
    facts: 'T5',
    settles: 'tailscale.md: `tag:workstation`',
  }),
  difference('the grant from pods to the forge', {
    today: 'meant for GitOps from pods, which go through Caddy',
    now: 'kept until the egress Service `forge` goes',
    why: 'both go together, in a change of their own',
    facts: 'T2, K21',
    settles: 'tailscale.md: Grant 12',
  }),
  difference('tests of the policy', {
    today: 'six, written by hand',
    now: 'the six; one for members about where things are today; and for the public proxy every port that must stay shut',
    why: 'a service that is added is denied to the internet’s proxy without anybody thinking of it',
    facts: 'T6',
  }),
  difference('programs of the stacks', {
    today: 'Python',
    now: 'Pulumi YAML, rendered; projects, stacks, types and names are the same, and each provider’s version is pinned',
    why: 'they hold no logic any more. In TypeScript the provider of Gandi would go back from 2.3 to 0.0.14',
    facts: 'T7, T9',
  }),
  difference('what the stacks compare with', {
    today: 'the state of their last run',
    now: 'what the providers say, asked before each preview and each run (--refresh)',
    why: 'in the state a key that has ended or was revoked is as good as new: no other was made, and rotating it changed nothing',
    facts: 'T7, P8',
  }),
  difference('what a stack must not recreate', {
    today: 'nothing keeps Pulumi from it',
    now: 'the policy and the tags of hosts are protected; should tags be recreated all the same, the old ones go first',
    why: 'taking the old resource away last leaves the server without tags, so nobody reaches it but the administrator',
    facts: 'T7',
    adoption:
      'The first `tailnet-preview` updates `indri-tags` and `tailnet-acl` in place and keeps the key; anything that it wants to recreate is a reason to stop',
  }),
  difference('what the stacks apply', {
    today: 'whatever lies in their folder; any address to which the server’s name leads',
    now: 'what lies in `dist` as the estate renders it, completed from the vault; an address of the tailnet, or the one given',
    why: 'what is applied was reviewed, and private names never lead to a stranger',
    facts: 'T7, T8',
  }),
]
