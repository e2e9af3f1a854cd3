package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/grafana/alloy/syntax/ast"
	"github.com/grafana/alloy/syntax/parser"
	"github.com/grafana/alloy/syntax/printer"
	"github.com/grafana/alloy/syntax/token"
	"github.com/grafana/alloy/syntax/vm"
)

func readAlloy(text string) (any, string, error) {
	file, err := parser.ParseFile("config.alloy", []byte(text))
	if err != nil {
		return nil, "", err
	}
	tree, err := alloyBody(file.Body)
	if err != nil {
		return nil, "", err
	}
	var formatted bytes.Buffer
	if err := printer.Fprint(&formatted, file); err != nil {
		return nil, "", err
	}
	// `alloy fmt` ends the file with a line end.
	return tree, strings.TrimRight(formatted.String(), "\n") + "\n", nil
}

// alloyBody lists statements: {attribute, value} or {block, label, body}.
func alloyBody(body ast.Body) ([]any, error) {
	statements := []any{}
	for _, statement := range body {
		switch statement := statement.(type) {
		case *ast.AttributeStmt:
			value, err := alloyValue(statement.Value)
			if err != nil {
				return nil, err
			}
			statements = append(statements, map[string]any{"attribute": statement.Name.Name, "value": value})
		case *ast.BlockStmt:
			inner, err := alloyBody(statement.Body)
			if err != nil {
				return nil, err
			}
			statements = append(statements, map[string]any{
				"block": strings.Join(statement.Name, "."), "label": statement.Label, "body": inner,
			})
		}
	}
	return statements, nil
}

// alloyValue keeps plain values plain; {object: pairs}, {ref}, {call, args} are the rest.
func alloyValue(expr ast.Expr) (any, error) {
	switch expr := expr.(type) {
	case *ast.LiteralExpr:
		if expr.Kind == token.NULL {
			return nil, nil
		}
		var value any
		err := vm.New(expr).Evaluate(nil, &value)
		return value, err
	case *ast.UnaryExpr:
		var value any
		err := vm.New(expr).Evaluate(nil, &value)
		return value, err
	case *ast.ArrayExpr:
		return alloyValues(expr.Elements)
	case *ast.ObjectExpr:
		pairs := []any{}
		for _, field := range expr.Fields {
			value, err := alloyValue(field.Value)
			if err != nil {
				return nil, err
			}
			pairs = append(pairs, []any{field.Name.Name, value})
		}
		return map[string]any{"object": pairs}, nil
	case *ast.CallExpr:
		callee, err := alloyRef(expr.Value)
		if err != nil {
			return nil, err
		}
		args, err := alloyValues(expr.Args)
		return map[string]any{"call": callee, "args": args}, err
	default:
		path, err := alloyRef(expr)
		return map[string]any{"ref": path}, err
	}
}

func alloyValues(exprs []ast.Expr) ([]any, error) {
	values := []any{}
	for _, expr := range exprs {
		value, err := alloyValue(expr)
		if err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	return values, nil
}

func alloyRef(expr ast.Expr) (string, error) {
	switch expr := expr.(type) {
	case *ast.IdentifierExpr:
		return expr.Ident.Name, nil
	case *ast.AccessExpr:
		value, err := alloyRef(expr.Value)
		return value + "." + expr.Name.Name, err
	case *ast.IndexExpr:
		value, err := alloyRef(expr.Value)
		if err != nil {
			return "", err
		}
		index, ok := expr.Index.(*ast.LiteralExpr)
		if !ok {
			return "", fmt.Errorf("index %T", expr.Index)
		}
		return value + "[" + index.Value + "]", nil
	}
	return "", fmt.Errorf("no reference: %T", expr)
}
