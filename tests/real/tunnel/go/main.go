// Stand-in for cloudflared where that is not at hand: `tunnel --config FILE ingress validate` and `ingress rule URL`, with what it
// documents of its rules. It refuses what that refuses, and settings that it does not know, of which cloudflared warns.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

type origin struct {
	ConnectTimeout         *time.Duration `yaml:"connectTimeout"`
	TLSTimeout             *time.Duration `yaml:"tlsTimeout"`
	TCPKeepAlive           *time.Duration `yaml:"tcpKeepAlive"`
	KeepAliveTimeout       *time.Duration `yaml:"keepAliveTimeout"`
	KeepAliveConnections   *int           `yaml:"keepAliveConnections"`
	NoHappyEyeballs        *bool          `yaml:"noHappyEyeballs"`
	HTTPHostHeader         *string        `yaml:"httpHostHeader"`
	OriginServerName       *string        `yaml:"originServerName"`
	CAPool                 *string        `yaml:"caPool"`
	NoTLSVerify            *bool          `yaml:"noTLSVerify"`
	DisableChunkedEncoding *bool          `yaml:"disableChunkedEncoding"`
	HTTP2Origin            *bool          `yaml:"http2Origin"`
}

type rule struct {
	Hostname      string `yaml:"hostname"`
	Path          string `yaml:"path"`
	Service       string `yaml:"service"`
	OriginRequest origin `yaml:"originRequest"`
	pattern       *regexp.Regexp
}

type configuration struct {
	Tunnel        string `yaml:"tunnel"`
	Credentials   string `yaml:"credentials-file"`
	Metrics       string `yaml:"metrics"`
	NoAutoupdate  bool   `yaml:"no-autoupdate"`
	OriginRequest origin `yaml:"originRequest"`
	Ingress       []rule `yaml:"ingress"`
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(words []string) error {
	if len(words) < 5 || words[0] != "tunnel" || words[1] != "--config" || words[3] != "ingress" {
		return errors.New("stand-in: tunnel --config FILE ingress validate, or rule URL")
	}
	read, err := readFile(words[2])
	if err != nil {
		return fmt.Errorf("Validation failed: %w", err)
	}
	if words[4] == "validate" {
		fmt.Println("OK")
		return nil
	}
	asked, err := url.Parse(words[5])
	if err != nil {
		return err
	}
	for index, each := range read.Ingress {
		if matches(each, asked.Hostname(), asked.Path) {
			fmt.Printf("Matched rule #%d\n\tservice: %s\n", index, each.Service)
			return nil
		}
	}
	return errors.New("no rule matches")
}

func readFile(path string) (*configuration, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	var read configuration
	if err := decoder.Decode(&read); err != nil {
		return nil, err
	}
	if len(read.Ingress) == 0 {
		return nil, errors.New("The config file doesn't contain any ingress rules")
	}
	if _, _, err := net.SplitHostPort(read.Metrics); err != nil {
		return nil, err
	}
	for index := range read.Ingress {
		if err := check(&read.Ingress[index], index == len(read.Ingress)-1); err != nil {
			return nil, fmt.Errorf("rule #%d: %w", index+1, err)
		}
	}
	return &read, nil
}

func check(each *rule, last bool) error {
	if err := checkService(each.Service); err != nil {
		return err
	}
	if _, _, err := net.SplitHostPort(each.Hostname); err == nil {
		return errors.New("Hostname cannot contain a port")
	}
	if strings.LastIndex(each.Hostname, "*") > 0 {
		return errors.New("Hostname patterns can have at most one wildcard character, and only at the beginning")
	}
	all := (each.Hostname == "" || each.Hostname == "*") && each.Path == ""
	if last && !all {
		return errors.New("The last ingress rule must match all URLs")
	}
	if !last && all {
		return errors.New("it matches every hostname, and those that follow are never asked")
	}
	if each.Path == "" {
		return nil
	}
	pattern, err := regexp.Compile(each.Path)
	each.pattern = pattern
	return err
}

func checkService(service string) error {
	if status, found := strings.CutPrefix(service, "http_status:"); found {
		code, err := strconv.Atoi(status)
		if err == nil && (code < 100 || code > 999) {
			return fmt.Errorf("invalid HTTP status: %d", code)
		}
		return err
	}
	address, err := url.Parse(service)
	if err != nil {
		return err
	}
	if address.Scheme == "" || address.Hostname() == "" {
		return fmt.Errorf("%s is an invalid address, please make sure it has a scheme and a hostname", service)
	}
	if address.Path != "" {
		return fmt.Errorf("%s is an invalid address, ingress rules don't support proxying to a different path", service)
	}
	return nil
}

func matches(each rule, hostname, path string) bool {
	host := each.Hostname == "" || each.Hostname == "*" || each.Hostname == hostname
	if below, found := strings.CutPrefix(each.Hostname, "*."); found {
		host = host || strings.HasSuffix(hostname, "."+below)
	}
	return host && (each.pattern == nil || each.pattern.MatchString(path))
}
