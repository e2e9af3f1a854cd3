// Answers, for each line of JSON on standard input, what headscale's engine makes of a policy and what Tailscale's packet
// filter then lets pass: one line of JSON each.
package main

import (
	"bufio"
	"encoding/json"
	"log"
	"net/netip"
	"os"

	"github.com/juanfont/headscale/hscontrol/policy"
	"github.com/juanfont/headscale/hscontrol/types"
	"github.com/rs/zerolog"
	"go4.org/netipx"
	"gorm.io/gorm"
	"tailscale.com/tailcfg"
	"tailscale.com/types/ipproto"
	"tailscale.com/types/logger"
	"tailscale.com/wgengine/filter"
)

type node struct {
	Name string     `json:"name"`
	IPv4 netip.Addr `json:"ipv4"`
	IPv6 netip.Addr `json:"ipv6"`
	// Empty where a user owns it.
	Tags []string `json:"tags"`
	// Index in users.
	User *uint `json:"user"`
	// Approved, and advertised.
	Routes []netip.Prefix `json:"routes"`
}

// A target is an address, and the nodes of which one decides on what goes there.
type target struct {
	IP netip.Addr `json:"ip"`
	At []int      `json:"at"`
}

type question struct {
	Policy  json.RawMessage `json:"policy"`
	Users   []string        `json:"users"`
	Nodes   []node          `json:"nodes"`
	Sources []netip.Addr    `json:"sources"`
	Targets []target        `json:"targets"`
	Traffic []struct {
		Protocol uint8  `json:"protocol"`
		Port     uint16 `json:"port"`
	} `json:"traffic"`
}

type answer struct {
	Refused string `json:"refused,omitempty"`
	// A digit for each target, source and traffic, in this order of loops: 1 passes.
	Passes string `json:"passes,omitempty"`
}

func main() {
	zerolog.SetGlobalLevel(zerolog.Disabled)
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 1<<24)
	output := json.NewEncoder(os.Stdout)
	for input.Scan() {
		var asked question
		if err := json.Unmarshal(input.Bytes(), &asked); err != nil {
			log.Fatal(err)
		}
		if err := output.Encode(decide(asked)); err != nil {
			log.Fatal(err)
		}
	}
	if err := input.Err(); err != nil {
		log.Fatal(err)
	}
}

func decide(asked question) answer {
	users := types.Users{}
	for index, email := range asked.Users {
		users = append(users, types.User{Model: gorm.Model{ID: uint(index + 1)}, Name: email, Email: email})
	}
	nodes := types.Nodes{}
	for index, one := range asked.Nodes {
		nodes = append(nodes, nodeOf(index, one, users))
	}
	manager, err := policy.NewPolicyManager(asked.Policy, users, nodes.ViewSlice())
	if err != nil {
		return answer{Refused: err.Error()}
	}
	filters := []*filter.Filter{}
	for _, one := range nodes {
		rules, err := manager.FilterForNode(one.View())
		if err != nil {
			log.Fatal(err)
		}
		filters = append(filters, filterOf(one, rules))
	}
	passes := []byte{}
	for _, to := range asked.Targets {
		for _, from := range asked.Sources {
			for _, traffic := range asked.Traffic {
				passes = append(passes, anyPasses(filters, from, to, traffic.Protocol, traffic.Port))
			}
		}
	}
	return answer{Passes: string(passes)}
}

func nodeOf(index int, one node, users types.Users) *types.Node {
	made := types.Node{
		ID:             types.NodeID(index + 1),
		Hostname:       one.Name,
		GivenName:      one.Name,
		IPv4:           &one.IPv4,
		IPv6:           &one.IPv6,
		Tags:           one.Tags,
		ApprovedRoutes: one.Routes,
		Hostinfo:       &tailcfg.Hostinfo{RoutableIPs: one.Routes},
	}
	if one.User != nil {
		user := users[*one.User]
		made.User, made.UserID = &user, &user.ID
	}
	return &made
}

func filterOf(one *types.Node, rules []tailcfg.FilterRule) *filter.Filter {
	matches, err := filter.MatchesFromFilterRules(rules)
	if err != nil {
		log.Fatal(err)
	}
	var local netipx.IPSetBuilder
	local.Add(*one.IPv4)
	local.Add(*one.IPv6)
	for _, route := range one.ApprovedRoutes {
		local.AddPrefix(route)
	}
	set, err := local.IPSet()
	if err != nil {
		log.Fatal(err)
	}
	return filter.New(matches, nil, set, set, nil, logger.Discard)
}

func anyPasses(filters []*filter.Filter, from netip.Addr, to target, protocol uint8, port uint16) byte {
	proto := ipproto.Proto(protocol)
	if proto == ipproto.ICMPv4 && to.IP.Is6() {
		proto = ipproto.ICMPv6
	}
	for _, at := range to.At {
		if filters[at].Check(from, to.IP, port, proto) == filter.Accept {
			return '1'
		}
	}
	return '0'
}
