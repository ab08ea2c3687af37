package unpack

import (
	"compress/gzip"
	"io"
	"net/http"
	"os"
)

const limit = 10 << 20

func receive(w http.ResponseWriter, r *http.Request) {
	unpacked, err := gzip.NewReader(r.Body)
	if err != nil {
		return
	}
	file, err := os.CreateTemp("", "received")
	if err != nil {
		return
	}
	io.Copy(file, io.LimitReader(unpacked, limit))
}

func note(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	text, err := io.ReadAll(r.Body)
	_, _ = text, err
}
