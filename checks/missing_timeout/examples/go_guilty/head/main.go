package main

import "net/http"

func serve(handler http.Handler) error {
	return http.ListenAndServe("127.0.0.1:8080", handler)
}

func configured(handler http.Handler) *http.Server {
	return &http.Server{Addr: "127.0.0.1:8080", Handler: handler}
}

var client = &http.Client{}
