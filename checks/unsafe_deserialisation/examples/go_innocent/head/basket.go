package basket

import (
	"encoding/gob"
	"encoding/json"
	"net/http"
	"os"
)

type Basket struct{ Items []string }

func receive(w http.ResponseWriter, r *http.Request) {
	var basket Basket
	json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&basket)
}

func load(file *os.File) (basket Basket, err error) {
	err = gob.NewDecoder(file).Decode(&basket)
	return basket, err
}
