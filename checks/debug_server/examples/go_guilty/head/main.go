package main

import (
	"log"
	"net/http"
	_ "net/http/pprof"
	"runtime/debug"
)

func failed(w http.ResponseWriter, r *http.Request) {
	w.Write(debug.Stack())
}

func main() {
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", nil))
}
