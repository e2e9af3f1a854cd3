// Command flux says what Flux makes of rendered files, by Flux's own libraries: whether the API server takes its objects, in which
// order it brings the Kustomizations, what each of them applies, and when one that waits goes on.
//
// Usage: flux CRDS ROOT FOLDER, where CRDS is a folder of definitions, and FOLDER that of the cluster below the repository's ROOT.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	helmv2 "github.com/fluxcd/helm-controller/api/v2"
	kustomizev1 "github.com/fluxcd/kustomize-controller/api/v1"
	generator "github.com/fluxcd/pkg/kustomize"
	runtimecel "github.com/fluxcd/pkg/runtime/cel"
	"github.com/fluxcd/pkg/runtime/dependency"
	sourcev1 "github.com/fluxcd/source-controller/api/v1"
	celtypes "github.com/google/cel-go/cel"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	schemacel "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"sigs.k8s.io/yaml"
)

// Answer is what is printed, as JSON.
type Answer struct {
	// What the API server would refuse or drop, with the file.
	Problems []string
	// The Kustomizations in an order in which Flux can bring them, or why there is none.
	Order  []string
	Circle string
	// What each applies.
	Applies map[string][]*unstructured.Unstructured
	// Of each `readyExpr`: what it says of the states that a dependency can be in.
	Ready map[string]map[string]string
}

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: flux CRDS ROOT FOLDER")
		os.Exit(2)
	}
	answer, err := ask(os.Args[1], os.Args[2], os.Args[3])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answer); err != nil {
		panic(err)
	}
}

func ask(crds, root, folder string) (*Answer, error) {
	kinds, err := definitions(crds)
	if err != nil {
		return nil, err
	}
	answer := &Answer{Applies: map[string][]*unstructured.Unstructured{}, Ready: map[string]map[string]string{}}
	var all []*kustomizev1.Kustomization
	err = filepath.WalkDir(filepath.Join(root, folder), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".yaml" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		object := &unstructured.Unstructured{}
		if err := yaml.Unmarshal(text, &object.Object); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if !strings.Contains(object.GetAPIVersion(), ".toolkit.fluxcd.io/") {
			return nil
		}
		short, _ := filepath.Rel(root, path)
		for _, problem := range append(kinds.problems(object), typed(object, text)...) {
			answer.Problems = append(answer.Problems, short+": "+problem)
		}
		if object.GetKind() == "Kustomization" {
			kustomization := &kustomizev1.Kustomization{}
			if err := yaml.Unmarshal(text, kustomization); err != nil {
				return err
			}
			all = append(all, kustomization)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, kustomization := range all {
		applied, err := applies(root, kustomization)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", kustomization.Name, err)
		}
		answer.Applies[kustomization.Name] = applied
		for _, reference := range kustomization.Spec.DependsOn {
			if reference.ReadyExpr != "" {
				answer.Ready[reference.ReadyExpr] = ready(reference.ReadyExpr, kustomization)
			}
		}
	}
	answer.Order, answer.Circle = order(all)
	return answer, nil
}

// typed reads an object as the controllers do, and refuses fields that they do not have.
func typed(object *unstructured.Unstructured, text []byte) []string {
	into := map[string]any{
		"GitRepository":  &sourcev1.GitRepository{},
		"HelmRelease":    &helmv2.HelmRelease{},
		"HelmRepository": &sourcev1.HelmRepository{},
		"Kustomization":  &kustomizev1.Kustomization{},
		"OCIRepository":  &sourcev1.OCIRepository{},
	}[object.GetKind()]
	if into == nil {
		return []string{"a kind that nobody asked about: " + object.GetKind()}
	}
	if err := yaml.UnmarshalStrict(text, into); err != nil {
		return []string{err.Error()}
	}
	return nil
}

type schemas map[string]*apiextensions.JSONSchemaProps

func definitions(folder string) (schemas, error) {
	found := schemas{}
	paths, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		definition := &apiextensionsv1.CustomResourceDefinition{}
		if err := yaml.Unmarshal(text, definition); err != nil {
			return nil, err
		}
		for _, version := range definition.Spec.Versions {
			into := &apiextensions.JSONSchemaProps{}
			if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(version.Schema.OpenAPIV3Schema, into, nil); err != nil {
				return nil, err
			}
			found[definition.Spec.Group+"/"+version.Name+" "+definition.Spec.Names.Kind] = into
		}
	}
	return found, nil
}

// problems are those of the API server: the schema, its rules, and fields that it would drop without a word.
func (known schemas) problems(object *unstructured.Unstructured) []string {
	kind := object.GetAPIVersion() + " " + object.GetKind()
	schema, ok := known[kind]
	if !ok {
		return []string{"no definition of " + kind}
	}
	validator, _, err := validation.NewSchemaValidator(schema)
	if err != nil {
		return []string{err.Error()}
	}
	structural, err := structuralschema.NewStructural(schema)
	if err != nil {
		return []string{err.Error()}
	}
	var problems []string
	for _, each := range validation.ValidateCustomResource(nil, object.Object, validator) {
		problems = append(problems, each.Error())
	}
	rules := schemacel.NewValidator(structural, true, celconfig.PerCallLimit)
	if rules != nil {
		errs, _ := rules.Validate(context.Background(), field.NewPath(""), structural, object.Object, nil, celconfig.RuntimeCELCostBudget)
		for _, each := range errs {
			problems = append(problems, each.Error())
		}
	}
	options := structuralschema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true}
	for _, path := range pruning.PruneWithOptions(runtime.DeepCopyJSON(object.Object), structural, true, options) {
		problems = append(problems, "unknown field "+path)
	}
	return problems
}

// applies is what the kustomize-controller builds of a Kustomization: its folder, with its patches.
func applies(root string, kustomization *kustomizev1.Kustomization) ([]*unstructured.Unstructured, error) {
	copied, err := os.MkdirTemp("", "flux-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(copied)
	if err := os.CopyFS(copied, os.DirFS(root)); err != nil {
		return nil, err
	}
	object, err := runtime.DefaultUnstructuredConverter.ToUnstructured(kustomization)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(copied, kustomization.Spec.Path)
	if _, err := generator.NewGenerator(copied, unstructured.Unstructured{Object: object}).WriteFile(path); err != nil {
		return nil, err
	}
	built, err := generator.SecureBuild(copied, path, false)
	if err != nil {
		return nil, err
	}
	text, err := built.AsYaml()
	if err != nil {
		return nil, err
	}
	var objects []*unstructured.Unstructured
	for _, document := range bytes.Split(text, []byte("\n---\n")) {
		each := &unstructured.Unstructured{}
		if err := yaml.Unmarshal(document, &each.Object); err != nil {
			return nil, err
		}
		objects = append(objects, each)
	}
	return objects, nil
}

func order(all []*kustomizev1.Kustomization) ([]string, string) {
	dependents := make([]dependency.Dependent, 0, len(all))
	for _, each := range all {
		dependents = append(dependents, each)
	}
	sorted, err := dependency.Sort(dependents)
	if err != nil {
		return nil, err.Error()
	}
	var names []string
	for _, each := range sorted {
		names = append(names, each.Name)
	}
	return names, ""
}

// ready asks as the kustomize-controller does, of a dependency that was never brought, failed, is well, and is suspended again.
func ready(text string, self *kustomizev1.Kustomization) map[string]string {
	expression, err := runtimecel.NewExpression(text,
		runtimecel.WithCompile(),
		runtimecel.WithOutputType(celtypes.BoolType),
		runtimecel.WithStructVariables("self", "dep"))
	if err != nil {
		return map[string]string{"compiles": err.Error()}
	}
	condition := func(status string) map[string]any {
		return map[string]any{"conditions": []any{map[string]any{"type": "Ready", "status": status}}}
	}
	well := condition("True")
	well["observedGeneration"] = int64(1)
	said := map[string]string{}
	for state, dep := range map[string]map[string]any{
		"new":       {"metadata": map[string]any{"generation": int64(1)}},
		"unseen":    {"metadata": map[string]any{"generation": int64(1)}, "status": map[string]any{}},
		"failed":    {"metadata": map[string]any{"generation": int64(1)}, "status": condition("False")},
		"suspended": {"metadata": map[string]any{"generation": int64(2)}, "spec": map[string]any{"suspend": true}, "status": well},
	} {
		object, err := runtime.DefaultUnstructuredConverter.ToUnstructured(self)
		if err != nil {
			return map[string]string{"self": err.Error()}
		}
		is, err := expression.EvaluateBoolean(context.Background(), map[string]any{"self": object, "dep": dep})
		if err != nil {
			said[state] = err.Error()
		} else {
			said[state] = fmt.Sprint(is)
		}
	}
	return said
}
