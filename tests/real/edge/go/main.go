// An ingress as the tailnet's and Caddy's are: HTTPS in front of Go's own reverse proxy, which wants a request whole.
package main

import (
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
)

func main() {
	if len(os.Args) != 5 {
		log.Fatal("usage: edge-ingress LISTEN CERTIFICATE KEY BACKEND")
	}
	backend, err := url.Parse(os.Args[4])
	if err != nil {
		log.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(backend)
		r.Out.Host = r.In.Host
	}}
	log.Fatal(http.ListenAndServeTLS(os.Args[1], os.Args[2], os.Args[3], proxy))
}
