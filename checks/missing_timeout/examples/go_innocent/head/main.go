package main

import (
	"net/http"
	"time"
)

func configured(handler http.Handler) *http.Server {
	return &http.Server{Addr: "127.0.0.1:8080", Handler: handler, ReadHeaderTimeout: 5 * time.Second}
}

var client = &http.Client{Timeout: 10 * time.Second}
