package unpack

import (
	"compress/gzip"
	"io"
	"net/http"
	"os"
)

func receive(w http.ResponseWriter, r *http.Request) {
	unpacked, err := gzip.NewReader(r.Body)
	if err != nil {
		return
	}
	file, err := os.CreateTemp("", "received")
	if err != nil {
		return
	}
	io.Copy(file, unpacked)
}

func note(w http.ResponseWriter, r *http.Request) {
	text, err := io.ReadAll(r.Body)
	_, _ = text, err
}
