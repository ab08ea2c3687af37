package main

import (
	"log"
	"net/http"
	"runtime/debug"
)

func failed(w http.ResponseWriter, r *http.Request) {
	log.Print(string(debug.Stack()))
	http.Error(w, "internal error", http.StatusInternalServerError)
}
