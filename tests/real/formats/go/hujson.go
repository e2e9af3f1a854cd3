package main

import (
	"encoding/json"
	"strings"

	"github.com/tailscale/hujson"
)

// hujsonNode is a value with the comment that stands before it (before its name, for a member).
type hujsonNode struct {
	Comment string `json:"comment"`
	// Literal, pairs of name and node, or nodes.
	Literal any          `json:"literal,omitempty"`
	Names   []string     `json:"names,omitempty"`
	Nodes   []hujsonNode `json:"nodes,omitempty"`
	Kind    string       `json:"kind"`
}

func readHujson(text string) (any, string, error) {
	value, err := hujson.Parse([]byte(text))
	if err != nil {
		return nil, "", err
	}
	tree, err := hujsonTree(value, value.BeforeExtra)
	if err != nil {
		return nil, "", err
	}
	formatted, err := hujson.Format([]byte(text))
	return tree, string(formatted), err
}

func hujsonTree(value hujson.Value, before hujson.Extra) (hujsonNode, error) {
	node := hujsonNode{Comment: commentText(before), Kind: string(value.Value.Kind())}
	switch inner := value.Value.(type) {
	case hujson.Literal:
		return node, json.Unmarshal(inner, &node.Literal)
	case *hujson.Object:
		for _, member := range inner.Members {
			child, err := hujsonTree(member.Value, member.Name.BeforeExtra)
			if err != nil {
				return node, err
			}
			var name string
			if err := json.Unmarshal(member.Name.Value.(hujson.Literal), &name); err != nil {
				return node, err
			}
			node.Names = append(node.Names, name)
			node.Nodes = append(node.Nodes, child)
		}
	case *hujson.Array:
		for _, element := range inner.Elements {
			child, err := hujsonTree(element, element.BeforeExtra)
			if err != nil {
				return node, err
			}
			node.Nodes = append(node.Nodes, child)
		}
	}
	return node, nil
}

// commentText is what stands behind `// `, line by line.
func commentText(extra hujson.Extra) string {
	lines := []string{}
	for _, line := range strings.Split(string(extra), "\n") {
		if text, found := strings.CutPrefix(strings.TrimSpace(line), "//"); found {
			lines = append(lines, strings.TrimPrefix(text, " "))
		}
	}
	return strings.Join(lines, "\n")
}
