package feed

import (
	"encoding/xml"
	"net/http"
)

type Feed struct{ Title string }

func read(w http.ResponseWriter, r *http.Request) {
	var feed Feed
	xml.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&feed)
}
